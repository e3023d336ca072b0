import { arbitraryData } from '@waybill/testing/arbitrary-data';
import { everyContract } from '@waybill/testing/every-contract';
import fc from 'fast-check';
import type { AnyContract } from './contract.ts';
import { tolerantViolations, violations } from './validation.ts';

interface Sample {
  readonly contract: AnyContract;
  readonly data: Record<string, unknown>;
}

describe('every contract', () => {
  let sample: fc.Arbitrary<Sample>;

  beforeAll(async () => {
    const samples = (await everyContract()).map((contract) =>
      arbitraryData(contract.schema).map((data): Sample => ({ contract, data })),
    );
    sample = fc.oneof(...samples);
  });

  const always = (holds: (sample: Sample) => void) =>
    fc.assert(fc.property(sample, holds), { numRuns: 400 });

  it('takes what its schema allows, strictly and tolerantly', () =>
    always(({ contract, data }) => {
      expect(violations(contract.schema, data)).toEqual([]);
      expect(tolerantViolations(contract.schema, structuredClone(data))).toEqual([]);
    }));

  it('makes an entry that still is valid after JSON', () =>
    always(({ contract, data }) => {
      const entry = contract(data);
      const wired = JSON.parse(JSON.stringify(entry)) as typeof entry;
      expect(violations(contract.schema, wired.data)).toEqual([]);
      expect(wired).toEqual(entry);
    }));

  it('leaves out, refuses or removes a field that it does not know', () =>
    always(({ contract, data }) => {
      const more = { ...data, unheardOf: 1 };
      expect(contract(more)).toEqual(contract(data));
      expect(violations(contract.schema, more)).toEqual([
        { field: '/unheardOf', message: 'is not known here' },
      ]);
      expect(tolerantViolations(contract.schema, more)).toEqual([]);
      expect(more).toEqual(data);
    }));

  it('names each required field that is missing', () =>
    always(({ contract }) => {
      const required = contract.schema.required ?? [];
      expect(violations(contract.schema, {}).map(({ field }) => field)).toEqual(
        required.map((name) => `/${name}`),
      );
    }));

  it('carries no personal data', async () => {
    const personal = /e-?mail|address|name$|phone|token|card/i;
    const named = (await everyContract()).flatMap(({ type, schema }) =>
      Object.keys(schema.properties).map((field) => `${type}.${field}`),
    );
    const suspicious = named.filter((field) => personal.test(field.split('.')[1] ?? ''));
    // A product's name is no person's.
    expect(suspicious.sort()).toEqual(['PriceChanged.name', 'ProductListed.name']);
  });
});
