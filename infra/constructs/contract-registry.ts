import { SchemasRegistry } from '@cdktf/provider-aws/lib/schemas-registry/index.js';
import { SchemasSchema } from '@cdktf/provider-aws/lib/schemas-schema/index.js';
import { Construct } from 'constructs';
import type { AnyContract } from '@waybill/contracts/contract';
import { commandSource } from '@waybill/contracts/envelope';
import type { Stage } from './stage.ts';

/** Every contract as OpenAPI 3, by the names that EventBridge's own discovery would give: `order-service@OrderPlaced`. */
export class ContractRegistry extends Construct {
  constructor(scope: Construct, { name }: Stage, contracts: readonly AnyContract[]) {
    super(scope, 'contracts');
    const registry = new SchemasRegistry(this, 'registry', {
      name: name('contracts'),
      description: 'What the services of Waybill say',
    });
    for (const contract of contracts) {
      const schema = schemaName(contract);
      new SchemasSchema(this, schema.replace('@', '-'), {
        name: schema,
        registryName: registry.name,
        type: 'OpenApi3',
        content: JSON.stringify(openApiOf(contract)),
      });
    }
  }
}

/** `<source>@<type>`, and from the second version on `<source>@<type>.v2`. */
export function schemaName({ source = commandSource, type, schemaVersion }: AnyContract): string {
  return `${source}@${type}${schemaVersion === 1 ? '' : `.v${schemaVersion}`}`;
}

/** A contract within EventBridge's envelope, as the registry describes events. */
export function openApiOf(contract: AnyContract): object {
  const { type, schemaVersion, source = commandSource, schema } = contract;
  const text = { type: 'string' };
  return {
    openapi: '3.0.0',
    info: { title: type, version: `${schemaVersion}.0.0` },
    paths: {},
    components: {
      schemas: {
        AWSEvent: {
          type: 'object',
          required: ['id', 'source', 'detail-type', 'time', 'detail'],
          'x-amazon-events-detail-type': type,
          'x-amazon-events-source': source,
          properties: {
            ...{ id: text, source: text, 'detail-type': text },
            time: { type: 'string', format: 'date-time' },
            detail: { $ref: `#/components/schemas/${type}` },
          },
        },
        [type]: openApiSchema(JSON.parse(JSON.stringify(schema)) as Json),
      },
    },
  };
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** JSON Schema as OpenAPI 3.0 says it: no `const`, no type `null`, and exclusive bounds as flags beside the bound. */
function openApiSchema(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(openApiSchema);
  if (schema === null || typeof schema !== 'object') return schema;
  const { const: only, anyOf, exclusiveMinimum, patternProperties, ...rest } = schema;
  const others = Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => key !== '$id')
      .map(([key, value]) => [key, openApiSchema(value)]),
  );
  const isNull = (each: Json): boolean =>
    typeof each === 'object' && each !== null && !Array.isArray(each) && each.type === 'null';
  return {
    ...others,
    ...(only !== undefined && { enum: [only] }),
    ...(Array.isArray(anyOf) && {
      anyOf: anyOf.filter((each) => !isNull(each)).map(openApiSchema),
      ...(anyOf.some(isNull) && { nullable: true }),
    }),
    ...(typeof exclusiveMinimum === 'number' && {
      minimum: exclusiveMinimum,
      exclusiveMinimum: true,
    }),
    ...(patternProperties !== undefined && { additionalProperties: true }),
  };
}
