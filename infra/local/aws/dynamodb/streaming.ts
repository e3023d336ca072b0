import { AwsError } from '../emulator.ts';
import type { Precision } from './change-record.ts';
import type { Engine, Request } from './engine.ts';
import { StreamingDestination, type PutRecords } from './streaming-destination.ts';
import type { AllTableSettings } from './table-settings.ts';

const precisionName = 'ApproximateCreationDateTimePrecision';

/** The operations on a table's Kinesis streaming destinations. Each takes effect at once. */
export function streamingOperations(
  engine: Engine,
  settings: AllTableSettings,
  putRecords: PutRecords,
) {
  const destinationsOf = (request: Request) =>
    settings.of(engine.table(request['TableName']).TableName).destinations;

  const active = (request: Request, verb: string) => {
    const destination = destinationsOf(request).get(streamArnOf(request));
    if (destination) return destination;
    throw invalid(
      `Table is not in a valid state to ${verb} Kinesis Streaming Destination: ` +
        `KinesisStreamingDestination must be ACTIVE to perform ${verb.toUpperCase()} operation.`,
    );
  };

  return {
    EnableKinesisStreamingDestination(request: Request) {
      const destinations = destinationsOf(request);
      const streamArn = streamArnOf(request);
      if (destinations.has(streamArn)) {
        throw invalid(
          'Table is not in a valid state to enable Kinesis Streaming Destination: ' +
            'KinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.',
        );
      }
      const precision = precisionOf(request['EnableKinesisStreamingConfiguration']);
      destinations.set(streamArn, new StreamingDestination(streamArn, precision, putRecords));
      return answer(request, 'ENABLING', {
        EnableKinesisStreamingConfiguration: { [precisionName]: precision },
      });
    },

    DisableKinesisStreamingDestination(request: Request) {
      active(request, 'disable').stop();
      destinationsOf(request).delete(streamArnOf(request));
      return answer(request, 'DISABLING');
    },

    UpdateKinesisStreamingDestination(request: Request) {
      const destination = active(request, 'update');
      destination.precision = precisionOf(request['UpdateKinesisStreamingConfiguration']);
      return answer(request, 'UPDATING', {
        UpdateKinesisStreamingConfiguration: { [precisionName]: destination.precision },
      });
    },

    DescribeKinesisStreamingDestination(request: Request) {
      return {
        TableName: request['TableName'],
        KinesisDataStreamDestinations: [...destinationsOf(request).values()].map(
          ({ streamArn, precision }) => ({
            StreamArn: streamArn,
            DestinationStatus: 'ACTIVE',
            [precisionName]: precision,
          }),
        ),
      };
    },
  };
}

function answer({ TableName, StreamArn }: Request, DestinationStatus: string, rest: object = {}) {
  return { TableName, StreamArn, DestinationStatus, ...rest };
}

function streamArnOf({ StreamArn }: Request): string {
  if (typeof StreamArn === 'string' && /^arn:[^:]+:kinesis:.+:stream\/.+$/.test(StreamArn)) {
    return StreamArn;
  }
  throw invalid(`StreamArn ${JSON.stringify(StreamArn)} is not the ARN of a Kinesis stream`);
}

function precisionOf(configuration: unknown): Precision {
  const precision = (configuration as Request | undefined)?.[precisionName] ?? 'MILLISECOND';
  if (precision === 'MILLISECOND' || precision === 'MICROSECOND') return precision;
  throw invalid(`${precisionName} must be MILLISECOND or MICROSECOND`);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
