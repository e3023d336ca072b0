import { marshall } from '@aws-sdk/util-dynamodb';
import { parseChange } from './change-record.ts';

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const change = (eventName: string, dynamodb: object) =>
  bytes({ awsRegion: 'us-east-1', tableName: 'local-stock', eventName, dynamodb });

describe('a change record', () => {
  it('has the item before and after', () => {
    const images = { OldImage: marshall({ n: 1 }), NewImage: marshall({ n: 2 }) };
    expect(parseChange(change('MODIFY', images))).toEqual({
      table: 'local-stock',
      event: 'MODIFY',
      oldImage: { n: 1 },
      newImage: { n: 2 },
    });
  });

  it('has only what there is', () => {
    const { newImage, event } = parseChange(change('REMOVE', { OldImage: marshall({ n: 1 }) }));
    expect({ newImage, event }).toEqual({ newImage: undefined, event: 'REMOVE' });
  });

  it.each(['not JSON', '{}'])('is not read from %s', (text) => {
    expect(() => parseChange(Buffer.from(text))).toThrow();
  });
});
