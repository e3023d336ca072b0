import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as sdk from '@aws-sdk/client-schemas';
import { createSchemaRegistry } from './schemas.ts';

const registry = { RegistryName: 'waybill' };
const schema = { ...registry, SchemaName: 'order-service@OrderPlaced' };
const draft4 = (title: string) =>
  JSON.stringify({ $schema: 'http://json-schema.org/draft-04/schema#', title });

describe('the embedded Schema Registry', () => {
  let server: Server;
  let client: sdk.SchemasClient;

  beforeEach(async () => {
    const emulator = createSchemaRegistry();
    server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const { method = 'GET', url = '/', headers } = incoming;
        const body = Buffer.concat(chunks);
        void emulator.handle({ method, url, headers, body }).then((answer) => {
          outgoing.writeHead(answer.status, answer.headers).end(answer.body);
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    client = new sdk.SchemasClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
    await client.send(new sdk.CreateRegistryCommand({ ...registry, Tags: { team: 'a' } }));
  });

  afterEach(async () => {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const create = (content = draft4('one'), type: sdk.Type = 'JSONSchemaDraft4') =>
    client.send(new sdk.CreateSchemaCommand({ ...schema, Content: content, Type: type }));
  const update = (content: string) =>
    client.send(new sdk.UpdateSchemaCommand({ ...schema, Content: content }));

  it('keeps registries', async () => {
    await client.send(new sdk.UpdateRegistryCommand({ ...registry, Description: 'all' }));
    await expect(client.send(new sdk.DescribeRegistryCommand(registry))).resolves.toMatchObject({
      RegistryArn: 'arn:aws:schemas:us-east-1:000000000000:registry/waybill',
      Description: 'all',
      Tags: { team: 'a' },
    });
    await expect(client.send(new sdk.CreateRegistryCommand(registry))).rejects.toMatchObject({
      name: 'ConflictException',
      $metadata: { httpStatusCode: 409 },
    });
    await create();
    const remove = () => client.send(new sdk.DeleteRegistryCommand(registry));
    await expect(remove()).rejects.toMatchObject({ name: 'BadRequestException' });
    await client.send(new sdk.DeleteSchemaCommand(schema));
    await remove();
    const listed = await client.send(new sdk.ListRegistriesCommand({}));
    expect(listed.Registries).toEqual([]);
  });

  it('adds a version when the content differs, and only then', async () => {
    const created = await create();
    const same = await update(draft4('one'));
    const changed = await update(draft4('two'));
    const first = await client.send(
      new sdk.DescribeSchemaCommand({ ...schema, SchemaVersion: '1' }),
    );
    const latest = await client.send(new sdk.DescribeSchemaCommand(schema));

    expect([created, same, changed].map((answer) => answer.SchemaVersion)).toEqual(['1', '1', '2']);
    expect(first).toMatchObject({ Content: draft4('one'), SchemaVersion: '1' });
    expect(latest).toMatchObject({ Content: draft4('two'), Type: 'JSONSchemaDraft4' });
    expect(latest.LastModified).toBeInstanceOf(Date);
  });

  it('lists, finds, exports and deletes versions', async () => {
    await create();
    await update(draft4('two'));
    const listed = await client.send(new sdk.ListSchemaVersionsCommand({ ...schema, Limit: 1 }));
    const found = await client.send(
      new sdk.SearchSchemasCommand({ ...registry, Keywords: 'TWO order' }),
    );
    const missed = await client.send(
      new sdk.SearchSchemasCommand({ ...registry, Keywords: 'three' }),
    );
    const exported = await client.send(
      new sdk.ExportSchemaCommand({ ...schema, Type: 'JSONSchemaDraft4', SchemaVersion: '1' }),
    );
    await client.send(new sdk.DeleteSchemaVersionCommand({ ...schema, SchemaVersion: '1' }));
    const { Schemas } = await client.send(new sdk.ListSchemasCommand(registry));

    expect(listed.SchemaVersions).toMatchObject([{ SchemaVersion: '1' }]);
    expect(listed.NextToken).toBeDefined();
    expect(found.Schemas).toMatchObject([
      { SchemaName: schema.SchemaName, SchemaVersions: [{}, {}] },
    ]);
    expect(missed.Schemas).toEqual([]);
    expect(exported.Content).toBe(draft4('one'));
    expect(Schemas).toMatchObject([{ SchemaName: schema.SchemaName, VersionCount: 1 }]);
    await expect(
      client.send(new sdk.DescribeSchemaCommand({ ...schema, SchemaVersion: '1' })),
    ).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it.each<[string, string, sdk.Type]>([
    ['what is not JSON', '{oops', 'JSONSchemaDraft4'],
    ['what is no object', '[]', 'JSONSchemaDraft4'],
    ['another draft', '{"$schema":"http://json-schema.org/draft-07/schema#"}', 'JSONSchemaDraft4'],
    ['OpenAPI 2', '{"swagger":"2.0"}', 'OpenApi3'],
    ['an unknown type', '{}', 'Avro' as sdk.Type],
  ])('refuses %s', async (_, content, type) => {
    await expect(create(content, type)).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  it('takes OpenApi3 documents', async () => {
    const content = '{"openapi":"3.0.0","info":{"title":"t","version":"1"},"paths":{}}';
    await expect(create(content, 'OpenApi3')).resolves.toMatchObject({ Type: 'OpenApi3' });
  });

  it('refuses a schema twice, and what is not there', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({ name: 'ConflictException' });
    const unknown = { RegistryName: 'nowhere', SchemaName: 'a' };
    await expect(client.send(new sdk.DescribeSchemaCommand(unknown))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });

  it('tags registries and schemas', async () => {
    const { SchemaArn: ResourceArn = '' } = await create();
    await client.send(new sdk.TagResourceCommand({ ResourceArn, Tags: { a: '1', b: '2' } }));
    await client.send(new sdk.UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
    const { Tags } = await client.send(new sdk.ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual({ b: '2' });
  });
});
