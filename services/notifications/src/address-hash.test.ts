import { addressHash } from './address-hash.ts';

describe('the hash of an address', () => {
  it('is what docs/mail.md has staff compute', () => {
    expect(addressHash('ann@example.org')).toBe(
      // printf %s ann@example.org | sha256sum
      '438c4c7afe600cdf1e455c369bec76dc970fc8ca463447c7b387a347f3c79331',
    );
  });

  it.each(['Ann@Example.ORG', ' ann@example.org ', 'Ann Other <ann@example.org>'])(
    'is the same for %j',
    (email) => {
      expect(addressHash(email)).toBe(addressHash('ann@example.org'));
    },
  );

  it('is another for another', () => {
    expect(addressHash('bob@example.org')).not.toBe(addressHash('ann@example.org'));
  });
});
