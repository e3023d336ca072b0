import { eventFields } from './event-fields.ts';
import { compilePattern } from './pattern.ts';

/** Whether `{"field": [matcher]}` matches `{"field": value}`; an absent field is `undefined`. */
function accepts(matcher: unknown, value: unknown): boolean {
  const pattern = compilePattern(JSON.stringify({ field: [matcher] }));
  return pattern.matches(eventFields({ other: 1, ...(value !== undefined && { field: value }) }));
}

describe.each<[string, unknown, unknown[], unknown[]]>([
  ['a string', 'on', ['on', ['off', 'on'], [['on']]], ['On', 'o', '', null, undefined, []]],
  ['a number', 300, [300, 3.0e2, [1, 300]], ['300', 301, true, undefined]],
  ['a large number', 123456789012, [123456789012], [123456789013, '123456789012']],
  ['true', true, [true], ['true', 1, false]],
  ['null', null, [null, [null]], ['null', '', 0, undefined, []]],
  ['an empty string', '', ['', ['']], [null, ' ', undefined]],
  ['an IPv4 address', '10.0.0.1', ['10.0.0.1'], ['10.0.0.2', '10.0.0.10']],
  ['an IPv6 address', '::1', ['::1', '0:0:0:0:0:0:0:1'], ['::2', '0.0.0.1']],

  ['exactly', { exactly: 'on' }, ['on'], ['off', 1]],
  ['prefix', { prefix: 'us-' }, ['us-east-1', 'us-'], ['eu-west-1', 'US-EAST-1', 5, null]],
  ['an empty prefix', { prefix: '' }, ['', 'any'], [1, null, true]],
  ['prefix, any case', { prefix: { 'equals-ignore-case': 'EventB' } }, ['eventBridge'], ['event']],
  ['suffix', { suffix: '.png' }, ['a.png', '.png'], ['a.PNG', 'png', 5]],
  ['suffix, any case', { suffix: { 'equals-ignore-case': '.PnG' } }, ['a.png', '.PNG'], ['a.jpg']],
  ['any case', { 'equals-ignore-case': 'Alice' }, ['alice', 'ALICE'], ['alic', 'alices', 1]],
  ['special characters, any case', { 'equals-ignore-case': 'a.b$' }, ['A.B$'], ['axb$', 'a.b']],
  ['a long upper case', { 'equals-ignore-case': 'straße' }, ['STRASSE', 'Straße'], ['STRASE']],

  ['=', { numeric: ['=', 3.018e2] }, [301.8], [301.81, '301.8', true]],
  ['<', { numeric: ['<', 10] }, [9.99, -5e9], [10, '9', -5.1e9]],
  ['<=', { numeric: ['<=', 10] }, [10], [10.000001]],
  ['>', { numeric: ['>', 0] }, [0.000001, 5e9], [0, 5.1e9, null]],
  ['>=', { numeric: ['>=', 0] }, [0], [-0.000001]],
  ['a range', { numeric: ['>', 0, '<=', 5] }, [0.1, 5, [9, 3]], [0, 5.1, [], undefined]],

  ['exists', { exists: true }, ['', 0, null, false, ['a']], [undefined, [], {}, { inner: 1 }]],
  ['absent', { exists: false }, [undefined, [], {}, { inner: 1 }], ['', 0, null, false, ['a']]],

  ['wildcard', { wildcard: 'a*c' }, ['ac', 'abc', 'abcbc', 'a*c'], ['acb', 'bac', 'a', 1]],
  ['wildcards', { wildcard: '*/lib/*.js' }, ['/lib/.js', 'a/lib/b/c.js'], ['/lib.js', 'lib/a.js']],
  ['overlapping ends', { wildcard: 'ab*ba' }, ['abba', 'ab-ba'], ['aba', 'ab']],
  ['only a wildcard', { wildcard: '*' }, ['', 'any'], [1, null]],
  ['no wildcard', { wildcard: 'abc' }, ['abc'], ['abcd', 'ab']],
  ['an escaped asterisk', { wildcard: '5\\*3*' }, ['5*3', '5*3=15'], ['5x3', '5\\*3']],
  ['an escaped backslash', { wildcard: 'C:\\\\*' }, ['C:\\temp'], ['C:temp']],
  ['a dot that means a dot', { wildcard: 'a.*' }, ['a.b'], ['ab']],

  ['cidr', { cidr: '10.0.0.0/24' }, ['10.0.0.0', '10.0.0.255'], ['10.0.1.0', '10.0.0', 'x', 10]],
  ['cidr with host bits', { cidr: '10.0.0.77/24' }, ['10.0.0.1'], ['10.0.1.77']],
  ['cidr of all', { cidr: '0.0.0.0/0' }, ['255.255.255.255'], ['::1', '256.0.0.1']],
  ['cidr v6', { cidr: '2001:db8::/32' }, ['2001:db8::1', '2001:DB8:ffff::'], ['2001:db9::1']],

  ['anything-but a string', { 'anything-but': 'a' }, ['b', 1, null, ['a', 'b']], ['a', undefined]],
  ['anything-but a number', { 'anything-but': 1 }, [2, '1', true], [1, [1], []]],
  ['anything-but strings', { 'anything-but': ['a', 'b'] }, ['c', 1], ['a', 'b', ['a', 'b']]],
  ['anything-but numbers', { 'anything-but': [100, 200] }, [150, '100'], [100, 200.0]],
  ['anything-but prefix', { 'anything-but': { prefix: 'in' } }, ['out', 1], ['init', undefined]],
  ['anything-but prefixes', { 'anything-but': { prefix: ['a', 'b'] } }, ['c'], ['ab', 'ba']],
  ['anything-but suffix', { 'anything-but': { suffix: '.png' } }, ['a.jpg'], ['a.png']],
  ['anything-but suffixes', { 'anything-but': { suffix: ['x', 'y'] } }, ['z'], ['ax', 'ay']],
  ['anything-but in any case', { 'anything-but': { 'equals-ignore-case': 'a' } }, ['b'], ['A']],
  [
    'anything-but several in any case',
    { 'anything-but': { 'equals-ignore-case': ['a', 'b'] } },
    ['c', 1],
    ['A', 'B'],
  ],
  ['anything-but wildcard', { 'anything-but': { wildcard: '*/lib/*' } }, ['/src/a'], ['/lib/a']],
  ['anything-but wildcards', { 'anything-but': { wildcard: ['a*', '*b'] } }, ['c'], ['ac', 'cb']],
])('%s', (_, matcher, accepted, refused) => {
  it.each(accepted.map((value) => [value]))('accepts %j', (value) => {
    expect(accepts(matcher, value)).toBe(true);
  });

  it.each(refused.map((value) => [value]))('refuses %j', (value) => {
    expect(accepts(matcher, value)).toBe(false);
  });
});

it('takes any of the values that a field lists', () => {
  const pattern = compilePattern('{"f":["a",{"numeric":[">",5]},{"exists":false}]}');
  const matches = [{ f: 'a' }, { f: 6 }, {}, { f: 'b' }].map((e) =>
    pattern.matches(eventFields(e)),
  );
  expect(matches).toEqual([true, true, true, false]);
});
