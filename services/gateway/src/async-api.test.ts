import { clientFrames, closings, serverFrames } from '@waybill/contracts/live-protocol';
import { yamlOf } from '@waybill/testing/yaml';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { readFileSync, writeFileSync } from 'node:fs';
import { asyncApi } from '@waybill/testing/async-api';

const file = 'docs/asyncapi.yaml';
const howToWrite = 'run: UPDATE_ASYNCAPI=1 npx jest services/gateway/src/async-api';

interface Document {
  readonly channels: { readonly live: { readonly messages: Readonly<Record<string, Reference>> } };
  readonly operations: Readonly<Record<string, { readonly messages: readonly Reference[] }>>;
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly payload: object; summary: string }>>;
  };
}
interface Reference {
  readonly $ref: string;
}

const document = asyncApi() as Document;

/** What a reference within the document points at. */
function at({ $ref }: Reference): unknown {
  return $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
}

describe('docs/asyncapi.yaml', () => {
  it('is what follows from the schemas that frames are judged by', () => {
    const text = `# Written by UPDATE_ASYNCAPI=1 npx jest services/gateway/src/async-api${yamlOf(document)}\n`;
    if (process.env.UPDATE_ASYNCAPI) writeFileSync(file, text);
    expect({ howToWrite, text: readFileSync(file, 'utf8') }).toEqual({ howToWrite, text });
  });

  it('has every frame, each in one direction', () => {
    const named = Object.values(document.operations).flatMap(({ messages }) => messages);
    const frames = { ...clientFrames, ...serverFrames };
    expect(named.map(({ $ref }) => $ref.split('/').at(-1))).toEqual(Object.keys(frames));
  });

  it('has no reference that leads nowhere', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/\{"\$ref":"([^"]+)"\}/g)].map(([, $ref = '']) => ({
      $ref,
    }));
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((reference) => at(reference) === undefined)).toEqual([]);
  });

  it('has payloads that are JSON schemas and say of which type they are, with a sentence on each', () => {
    const ajv = formats.default(new Ajv({ strict: true }));
    for (const [name, { payload, summary }] of Object.entries(document.components.messages)) {
      expect(summary.length).toBeGreaterThan(10);
      expect(ajv.compile(payload)({ type: `not ${name}` })).toBe(false);
    }
  });

  it('tells of every code with which a connection is closed', () => {
    const text = JSON.stringify(document);
    for (const [reason, code] of Object.entries(closings)) {
      expect(text).toContain(`- ${code} \`${reason}\``);
    }
  });
});
