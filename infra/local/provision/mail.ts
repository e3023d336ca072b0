import { CreateConfigurationSetCommand, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { mailConfigurationSet } from '@waybill/contracts/names';
import { unlessPresent, type Provisioning } from './clients.ts';

/**
 * Asks for the sender's address to be verified: at AWS, somebody must then follow the link in the mail. And creates the
 * stage's configuration set; that it tells the default bus is the embedded one's nature, and elsewhere set up beside it.
 */
export async function provisionMail({ ses, name }: Provisioning, mailFrom: string): Promise<void> {
  const ConfigurationSet = { Name: name(mailConfigurationSet) };
  const create = new CreateConfigurationSetCommand({ ConfigurationSet });
  await Promise.all([
    ses.send(new VerifyEmailIdentityCommand({ EmailAddress: mailFrom })),
    unlessPresent(
      () => ses.send(create),
      'ConfigurationSetAlreadyExists',
      'ConfigurationSetAlreadyExistsException',
    ),
  ]);
}
