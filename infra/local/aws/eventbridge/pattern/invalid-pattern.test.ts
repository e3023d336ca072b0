import { InvalidPattern } from './invalid-pattern.ts';
import { compilePattern } from './pattern.ts';

const mixed =
  'Inside anything but list, either all values are number or string, mixed type is not supported';
const notInList = 'Inside anything but list, start|null|boolean is not supported.';
const wrongOperand = 'Value of anything-but must be an array or single string/number value.';
const oneKey = 'Only one key allowed in match expression';
const affixText = 'prefix/suffix match pattern must be a string';

describe('a pattern is refused', () => {
  it.each([
    ['{oops', /JSON/],
    ['[1]', 'Filter is not an object'],
    ['{}', 'Empty objects are not allowed'],
    ['{"a":{}}', 'Empty objects are not allowed'],
    ['{"a":[]}', 'Empty arrays are not allowed'],
    ['{"a":1}', '"a" must be an object or an array'],
    ['{"a":"b"}', '"a" must be an object or an array'],
    ['{"a":null}', '"a" must be an object or an array'],
  ])('%s', (text, reason) => {
    expect(() => compilePattern(text)).toThrow(InvalidPattern);
    expect(() => compilePattern(text)).toThrow(reason);
  });
});

describe('a match expression is refused', () => {
  it.each([
    ['[1]', 'Match value must be String, number, true, false, or null'],
    ['{}', 'Match expression name not found'],
    ['{"x":2}', 'Unrecognized match type x'],
    ['{"toString":2}', 'Unrecognized match type toString'],
    ['{"prefix":"a","suffix":"b"}', oneKey],
    ['{"exactly":33}', 'exact match pattern must be a string'],
    ['{"prefix":3}', 'prefix match pattern must be a string'],
    ['{"prefix":["a"]}', 'prefix match pattern must be a string'],
    ['{"prefix":{}}', 'Prefix expression name not found'],
    ['{"prefix":{"wildcard":"a"}}', 'Unsupported prefix pattern: wildcard'],
    ['{"prefix":{"equals-ignore-case":5}}', 'equals-ignore-case match pattern must be a string'],
    ['{"prefix":{"equals-ignore-case":"a","b":"c"}}', oneKey],
    ['{"suffix":3}', 'suffix match pattern must be a string'],
    ['{"suffix":{"x":"a"}}', 'Unsupported suffix pattern: x'],
    ['{"equals-ignore-case":5}', 'equals-ignore-case match pattern must be a string'],
    ['{"equals-ignore-case":["a"]}', 'equals-ignore-case match pattern must be a string'],
    ['{"exists":"true"}', 'exists match pattern must be either true or false.'],
    ['{"exists":true,"x":1}', oneKey],
    ['{"wildcard":5}', 'wildcard match pattern must be a string'],
    ['{"wildcard":["a"]}', 'wildcard match pattern must be a string'],
    ['{"wildcard":"abc**def"}', 'Consecutive wildcard characters at pos 4'],
    [String.raw`{"wildcard":"a*c\\def"}`, 'Invalid escape character at pos 4'],
    [String.raw`{"wildcard":"abc\\"}`, 'Invalid escape character at pos 4'],
    ['{"cidr":5}', 'prefix match pattern must be a string'],
    ['{"cidr":"10.0.0.0"}', "Malformed CIDR, one '/' required"],
    ['{"cidr":"10.0.0.0/"}', "Malformed CIDR, one '/' required"],
    ['{"cidr":"10.0.0.0/x"}', 'Malformed CIDR, mask bits must be an integer'],
    ['{"cidr":"10.0.0.0/-1"}', 'Malformed CIDR, mask bits must not be negative'],
    ['{"cidr":"10.0.0.0/32"}', 'IPv4 mask bits must be < 32'],
    ['{"cidr":"::1/128"}', 'IPv6 mask bits must be < 128'],
    ['{"cidr":"foo/8"}', 'Nonstandard IP address: foo'],
    ['{"numeric":5}', 'Value of numeric must be an array.'],
    ['{"numeric":[]}', 'Invalid member in numeric match: ]'],
    ['{"numeric":[5]}', 'Invalid member in numeric match: 5'],
    ['{"numeric":["="]}', 'Value of equals must be numeric'],
    ['{"numeric":["=",true]}', 'Value of equals must be numeric'],
    ['{"numeric":["<","1"]}', 'Value of < must be numeric'],
    ['{"numeric":["==",1]}', 'Unrecognized numeric range operator: =='],
    ['{"numeric":["=",5000000001]}', 'Value must be between -5.0E9 and 5.0E9, inclusive'],
    ['{"numeric":["=",1e309]}', 'Value must be between -5.0E9 and 5.0E9, inclusive'],
    ['{"numeric":["<",1,">",0]}', 'Too many elements in numeric expression'],
    ['{"numeric":[">",1,2]}', 'Bad value in numeric range: 2'],
    ['{"numeric":[">",1,">",2]}', 'Bad numeric range operator: >'],
    ['{"numeric":[">",1,"<"]}', 'Value of < must be numeric'],
    ['{"numeric":[">",1,"<",1]}', 'Bottom must be less than top'],
    ['{"numeric":[">",1,"<",9,false]}', 'Too many terms in numeric range expression'],
    ['{"numeric":["=",1],"x":1}', 'Too many elements in numeric expression'],
    ['{"anything-but":true}', wrongOperand],
    ['{"anything-but":null}', wrongOperand],
    ['{"anything-but":[]}', mixed],
    ['{"anything-but":["a",1]}', mixed],
    ['{"anything-but":[true]}', notInList],
    ['{"anything-but":[["a"]]}', notInList],
    ['{"anything-but":"a","x":1}', 'Too many elements in numeric expression'],
    ['{"anything-but":{}}', 'Anything-But expression name not found'],
    ['{"anything-but":{"numeric":["=",1]}}', 'Unsupported anything-but pattern: numeric'],
    ['{"anything-but":{"prefix":"a","b":1}}', 'Too many elements in numeric expression'],
    ['{"anything-but":{"prefix":27}}', affixText],
    ['{"anything-but":{"suffix":[1]}}', affixText],
    ['{"anything-but":{"prefix":""}}', 'Null prefix/suffix not allowed'],
    ['{"anything-but":{"suffix":["1",""]}}', 'Null prefix/suffix not allowed'],
    ['{"anything-but":{"prefix":null}}', wrongOperand],
    [
      '{"anything-but":{"equals-ignore-case":[1]}}',
      'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
    ],
    ['{"anything-but":{"wildcard":27}}', 'wildcard match pattern must be a string'],
    ['{"anything-but":{"wildcard":"a**b"}}', 'Consecutive wildcard characters at pos 2'],
  ])('%s', (expression, reason) => {
    expect(() => compilePattern(`{"a":[${expression}]}`)).toThrow(new InvalidPattern(reason));
  });

  it.each([
    '{"prefix":""}',
    '{"wildcard":""}',
    '{"anything-but":{"wildcard":""}}',
    '{"anything-but":{"equals-ignore-case":["a",""]}}',
    '{"numeric":["=",1E-320]}',
    '{"numeric":[">=",-5e9,"<=",5e9]}',
    '{"cidr":"::/0"}',
  ])('but %s is not', (expression) => {
    expect(() => compilePattern(`{"a":[${expression}]}`)).not.toThrow();
  });
});
