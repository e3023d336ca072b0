import { Sesv2ConfigurationSetEventDestination } from '@cdktf/provider-aws/lib/sesv2-configuration-set-event-destination/index.js';
import { Sesv2ConfigurationSet } from '@cdktf/provider-aws/lib/sesv2-configuration-set/index.js';
import { Sesv2EmailIdentity } from '@cdktf/provider-aws/lib/sesv2-email-identity/index.js';
import { Construct } from 'constructs';
import { mailConfigurationSet } from '@waybill/contracts/names';
import type { Stage } from './stage.ts';

/** The sender's address, and a configuration set that tells the default bus what comes back. */
export class Mail extends Construct {
  constructor(
    scope: Construct,
    { name, settings: { MAIL_FROM, AWS_REGION, AWS_ACCOUNT_ID } }: Stage,
  ) {
    super(scope, 'mail');
    new Sesv2EmailIdentity(this, 'sender', { emailIdentity: MAIL_FROM });
    const set = new Sesv2ConfigurationSet(this, 'set', {
      configurationSetName: name(mailConfigurationSet),
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
      reputationOptions: { reputationMetricsEnabled: true },
    });
    new Sesv2ConfigurationSetEventDestination(this, 'returns', {
      configurationSetName: set.configurationSetName,
      eventDestinationName: 'default-bus',
      eventDestination: {
        enabled: true,
        matchingEventTypes: ['BOUNCE', 'COMPLAINT'],
        // SES tells no other bus than the default one.
        eventBridgeDestination: {
          eventBusArn: `arn:aws:events:${AWS_REGION}:${AWS_ACCOUNT_ID}:event-bus/default`,
        },
      },
    });
  }
}
