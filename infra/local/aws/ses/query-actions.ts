import { AwsError } from '../emulator.ts';
import { summariseMime } from './mime.ts';
import type { Outbox } from './outbox.ts';
import { members, tagsOf } from './query-parameters.ts';

/** A result is the XML within `<ActionResult>`. */
export type QueryAction = (parameters: URLSearchParams) => string;

/** The SES v1 actions: sending, identities, configuration sets and what consoles ask. */
export function queryActions(outbox: Outbox): Readonly<Record<string, QueryAction>> {
  const { identities, configurationSets } = outbox;
  const verify = (parameter: string) => (parameters: URLSearchParams) => {
    identities.add(required(parameters, parameter).toLowerCase());
    return '';
  };
  return {
    SendEmail: (parameters) =>
      messageId(
        outbox.send({
          source: required(parameters, 'Source'),
          to: members(parameters, 'Destination.ToAddresses'),
          cc: members(parameters, 'Destination.CcAddresses'),
          bcc: members(parameters, 'Destination.BccAddresses'),
          replyTo: members(parameters, 'ReplyToAddresses'),
          subject: required(parameters, 'Message.Subject.Data'),
          text: parameters.get('Message.Body.Text.Data') ?? undefined,
          html: parameters.get('Message.Body.Html.Data') ?? undefined,
          configurationSet: parameters.get('ConfigurationSetName') ?? undefined,
          tags: tagsOf(parameters),
        }),
      ),
    SendRawEmail(parameters) {
      const raw = Buffer.from(required(parameters, 'RawMessage.Data'), 'base64').toString();
      const { from, ...mime } = summariseMime(raw);
      const destinations = members(parameters, 'Destinations');
      return messageId(
        outbox.send({
          ...mime,
          ...(destinations.length > 0 && { to: destinations, cc: [] }),
          bcc: [],
          source: parameters.get('Source') ?? from ?? '',
          raw,
          configurationSet: parameters.get('ConfigurationSetName') ?? undefined,
          tags: tagsOf(parameters),
        }),
      );
    },
    VerifyEmailIdentity: verify('EmailAddress'),
    VerifyEmailAddress: verify('EmailAddress'),
    VerifyDomainIdentity(parameters) {
      verify('Domain')(parameters);
      return '<VerificationToken>verified-here-at-once</VerificationToken>';
    },
    VerifyDomainDkim(parameters) {
      verify('Domain')(parameters);
      return '<DkimTokens/>';
    },
    DeleteIdentity(parameters) {
      identities.delete(required(parameters, 'Identity').toLowerCase());
      return '';
    },
    ListIdentities: () => `<Identities>${listed([...identities])}</Identities>`,
    GetIdentityVerificationAttributes(parameters) {
      const entries = members(parameters, 'Identities')
        .filter((identity) => identities.has(identity.toLowerCase()))
        .map(
          (identity) =>
            `<entry><key>${escape(identity)}</key><value><VerificationStatus>Success</VerificationStatus></value></entry>`,
        );
      return `<VerificationAttributes>${entries.join('')}</VerificationAttributes>`;
    },
    CreateConfigurationSet(parameters) {
      const name = required(parameters, 'ConfigurationSet.Name');
      if (configurationSets.has(name)) {
        throw new AwsError(
          'ConfigurationSetAlreadyExists',
          `Configuration set <${name}> already exists.`,
        );
      }
      configurationSets.add(name);
      return '';
    },
    DescribeConfigurationSet(parameters) {
      const name = required(parameters, 'ConfigurationSetName');
      if (!configurationSets.has(name)) {
        throw new AwsError(
          'ConfigurationSetDoesNotExist',
          `Configuration set <${name}> does not exist.`,
        );
      }
      return `<ConfigurationSet><Name>${escape(name)}</Name></ConfigurationSet>`;
    },
    DeleteConfigurationSet(parameters) {
      configurationSets.delete(required(parameters, 'ConfigurationSetName'));
      return '';
    },
    ListConfigurationSets() {
      const sets = [...configurationSets].map((name) => `<Name>${escape(name)}</Name>`);
      return `<ConfigurationSets>${listed(sets, String)}</ConfigurationSets>`;
    },
    GetSendQuota: () =>
      `<Max24HourSend>50000</Max24HourSend><MaxSendRate>14</MaxSendRate><SentLast24Hours>${outbox.sentInAll()}</SentLast24Hours>`,
    GetSendStatistics: () => '<SendDataPoints/>',
    GetAccountSendingEnabled: () => '<Enabled>true</Enabled>',
  };
}

function required(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name);
  if (value === null || value === '') {
    throw new AwsError('InvalidParameterValue', `Missing required parameter ${name}.`);
  }
  return value;
}

function messageId(id: string): string {
  return `<MessageId>${id}</MessageId>`;
}

function listed(values: readonly string[], shown: (value: string) => string = escape): string {
  return values.map((value) => `<member>${shown(value)}</member>`).join('');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
