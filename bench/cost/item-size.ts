/** A value as DynamoDB's wire has it, e.g. `{ "S": "text" }`. */
export type WireValue = Readonly<Record<string, unknown>>;
export type WireItem = Readonly<Record<string, WireValue>>;

/** What a list or map takes beside what is in it, and each element beside itself. */
const documentBytes = 3;
const elementBytes = 1;

/**
 * An item's size by which DynamoDB bills, in bytes: attribute names and values, but not indexes' overhead.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(item: WireItem): number {
  return sum(Object.entries(item).map(([name, value]) => textBytes(name) + valueBytes(value)));
}

function valueBytes(value: WireValue): number {
  const [[type, content] = []] = Object.entries(value);
  switch (type) {
    case 'S':
      return textBytes(content as string);
    case 'N':
      return numberBytes(content as string);
    case 'B':
      return Buffer.from(content as string, 'base64').length;
    case 'SS':
      return sum((content as string[]).map(textBytes));
    case 'NS':
      return sum((content as string[]).map(numberBytes));
    case 'BS':
      return sum((content as string[]).map((each) => Buffer.from(each, 'base64').length));
    case 'L': {
      const values = content as WireValue[];
      return documentBytes + sum(values.map((each) => valueBytes(each) + elementBytes));
    }
    case 'M': {
      const entries = content as WireItem;
      return documentBytes + itemBytes(entries) + Object.keys(entries).length * elementBytes;
    }
    default:
      // NULL and BOOL.
      return 1;
  }
}

/** A byte for two significant digits, and one more; another for a minus. */
function numberBytes(text: string): number {
  const [mantissa = ''] = text.toLowerCase().split('e');
  const digits = mantissa.replace(/^-/, '');
  const whole = digits.includes('.') ? digits : digits.replace(/0+$/, '');
  const significant = whole.replace('.', '').replace(/^0+/, '');
  return Math.ceil(significant.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

function textBytes(text: string): number {
  return Buffer.byteLength(text);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
