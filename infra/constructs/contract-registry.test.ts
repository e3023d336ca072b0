import { Validator } from '@seriousme/openapi-schema-validator';
import { publicContracts } from '../event-table.ts';
import { openApiOf, schemaName } from './contract-registry.ts';

const contracts = publicContracts().filter(({ kind }) => kind !== 'notice');

describe('contracts in the registry', () => {
  it('have the names that EventBridge would find by itself', () => {
    const names = contracts.map(schemaName);
    expect(names).toContain('order-service@OrderPlaced');
    expect(new Set(names).size).toBe(names.length);
    // What the registry allows in a name.
    expect(names.filter((name) => !/^[0-9A-Za-z_.@-]{1,385}$/.test(name))).toEqual([]);
  });

  it.each(contracts.map((contract) => [schemaName(contract), contract] as const))(
    '%s is OpenAPI 3.0, and says what the contract says',
    async (_, contract) => {
      const document = openApiOf(contract);
      const { valid, errors } = await new Validator().validate(
        JSON.parse(JSON.stringify(document)) as Record<string, unknown>,
      );
      expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
      const text = JSON.stringify(document);
      // Words of JSON Schema that OpenAPI 3.0 does not have.
      expect(text).not.toMatch(/"(const|\$id|patternProperties|type":"null)"/);
      expect(document).toMatchObject({
        components: {
          schemas: {
            [contract.type]: {
              type: 'object',
              properties: Object.fromEntries(
                Object.keys(contract.schema.properties as object).map((key) => [
                  key,
                  expect.anything() as unknown,
                ]),
              ),
            },
          },
        },
      });
      // The registry takes no more than 100,000 characters.
      expect(text.length).toBeLessThan(100_000);
    },
  );
});
