import { VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import type { Provisioning } from './clients.ts';

/** Asks for the sender's address to be verified. At AWS, somebody must then follow the link in the mail. */
export async function provisionMail({ ses }: Provisioning, mailFrom: string): Promise<void> {
  await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: mailFrom }));
}
