import fc from 'fast-check';
import { plainText } from './plain-text.ts';

describe('plain text', () => {
  it.each([
    ['The Lamp Shop', 'The Lamp Shop'],
    ['Ünï 発注書 🪔 <b>&amp;', 'Ünï 発注書 🪔 <b>&amp;'],
    ['one\r\nBcc: two@example.org', 'one Bcc: two@example.org'],
    [' a\u0000b\u001b[31mc\u2028d ', 'a b [31mc d'],
    ['gpj.\u202eexe', 'gpj. exe'],
    ['half \ud83e a lamp', 'half \ufffd a lamp'],
  ])('of %j is %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it('is one line of characters, and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = plainText(text);
        expect(plain).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(plainText(plain)).toBe(plain);
      }),
    );
  });
});
