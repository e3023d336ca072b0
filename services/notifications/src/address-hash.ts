import { createHash } from 'node:crypto';

/**
 * What stands for a mail address where it may not be kept: the SHA-256, in hex, of the address in lower case. Without a
 * key, so that staff can find the row of a customer who asks; whoever knows an address can tell whether it has one.
 */
export function addressHash(email: string): string {
  const [, bare = email] = /<([^<>]+)>\s*$/.exec(email) ?? [];
  return createHash('sha256').update(bare.trim().normalize('NFC').toLowerCase()).digest('hex');
}
