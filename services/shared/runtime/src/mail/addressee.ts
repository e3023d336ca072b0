import { RecipientRefused } from './mailer.ts';

/** One bare address; quoted local parts, which nobody has, are none. */
const bareAddress = /^[^\s\p{Cc}@<>,;:"()[\]\\]+@[^\s\p{Cc}@<>,;:"()[\]\\]+$/u;

/**
 * Holds a recipient to be one address, and not what a provider may take for several, or for more than an address.
 * @throws RecipientRefused
 */
export function checkAddressee(to: string): void {
  if (!bareAddress.test(to)) throw new RecipientRefused('not one mail address');
}
