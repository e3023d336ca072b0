import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database/index.js';
import { GlueCatalogTable } from '@cdktf/provider-aws/lib/glue-catalog-table/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { KinesisFirehoseDeliveryStream } from '@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream/index.js';
import { Construct } from 'constructs';
import { orderColumns } from '../order-columns.ts';
import type { Bucket } from './bucket.ts';
import { policyOf } from './policy.ts';
import type { Stage } from './stage.ts';
import type { Stream } from './stream.ts';

/** Every order's events as Parquet in S3, by the day they came, for Athena and the like. */
export class OrderLake extends Construct {
  constructor(
    scope: Construct,
    { name, settings }: Stage,
    { stream, bucket }: { stream: Stream; bucket: Bucket },
  ) {
    super(scope, 'order-lake');
    const { AWS_REGION: region, AWS_ACCOUNT_ID: account } = settings;
    const own = name('order-events');
    // Glue and Athena know no hyphens.
    const database = new GlueCatalogDatabase(this, 'database', {
      name: name('orders').replaceAll('-', '_'),
    });
    const table = new GlueCatalogTable(this, 'table', {
      name: 'order_events',
      databaseName: database.name,
      tableType: 'EXTERNAL_TABLE',
      parameters: { classification: 'parquet' },
      storageDescriptor: {
        location: `s3://${bucket.name}/order-events/`,
        columns: orderColumns.map((column) => ({ ...column })),
        inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
        serDeInfo: {
          serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
        },
      },
    });
    const log = new CloudwatchLogGroup(this, 'log', {
      name: `/aws/kinesisfirehose/${own}`,
      retentionInDays: 14,
    });
    const role = new IamRole(this, 'role', {
      name: own,
      assumeRolePolicy: policyOf({
        Effect: 'Allow',
        Principal: { Service: 'firehose.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    const glue = `arn:aws:glue:${region}:${account}`;
    new IamRolePolicy(this, 'policy', {
      name: 'what-it-does',
      role: role.name,
      policy: policyOf(
        {
          Effect: 'Allow',
          Action: [
            'kinesis:DescribeStream',
            'kinesis:GetShardIterator',
            'kinesis:GetRecords',
            'kinesis:ListShards',
          ],
          Resource: [stream.arn],
        },
        {
          Effect: 'Allow',
          Action: [
            's3:AbortMultipartUpload',
            's3:GetBucketLocation',
            's3:ListBucket',
            's3:ListBucketMultipartUploads',
            's3:PutObject',
          ],
          Resource: [bucket.arn, `${bucket.arn}/*`],
        },
        {
          Effect: 'Allow',
          Action: ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
          Resource: [
            `${glue}:catalog`,
            `${glue}:database/${database.name}`,
            `${glue}:table/${database.name}/${table.name}`,
          ],
        },
        {
          Effect: 'Allow',
          Action: ['logs:PutLogEvents'],
          Resource: [`${log.arn}:log-stream:S3Delivery`],
        },
      ),
    });
    new KinesisFirehoseDeliveryStream(this, 'delivery', {
      name: own,
      destination: 'extended_s3',
      kinesisSourceConfiguration: { kinesisStreamArn: stream.arn, roleArn: role.arn },
      extendedS3Configuration: {
        roleArn: role.arn,
        bucketArn: bucket.arn,
        prefix: 'order-events/day=!{timestamp:yyyy-MM-dd}/',
        errorOutputPrefix:
          'order-events-refused/!{firehose:error-output-type}/day=!{timestamp:yyyy-MM-dd}/',
        // Parquet wants 64 MB or more.
        bufferingSize: 128,
        bufferingInterval: 300,
        cloudwatchLoggingOptions: {
          enabled: true,
          logGroupName: log.name,
          logStreamName: 'S3Delivery',
        },
        dataFormatConversionConfiguration: {
          inputFormatConfiguration: { deserializer: { openXJsonSerDe: {} } },
          outputFormatConfiguration: { serializer: { parquetSerDe: { compression: 'SNAPPY' } } },
          schemaConfiguration: {
            roleArn: role.arn,
            databaseName: database.name,
            tableName: table.name,
            region,
          },
        },
      },
    });
  }
}
