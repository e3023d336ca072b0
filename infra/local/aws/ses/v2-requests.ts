import { AwsError, type WireRequest, type WireResponse } from '../emulator.ts';
import { summariseMime } from './mime.ts';
import type { Outbox } from './outbox.ts';

interface Part {
  Data?: string;
}
interface SendRequest {
  FromEmailAddress?: string;
  Destination?: Partial<Record<'ToAddresses' | 'CcAddresses' | 'BccAddresses', string[]>>;
  ReplyToAddresses?: string[];
  ConfigurationSetName?: string;
  EmailTags?: { Name: string; Value: string }[];
  Content?: {
    Simple?: { Subject?: Part; Body?: { Text?: Part; Html?: Part } };
    Raw?: Part;
  };
  EmailIdentity?: string;
}

/** SES v2, as far as mails and what they need go: identities, configuration sets, the account. */
export function answerV2({ method, url, body }: WireRequest, outbox: Outbox): WireResponse {
  try {
    const input = parse(body);
    const [, , , kind, name] = new URL(url, 'http://localhost').pathname.split('/');
    const id = decodeURIComponent(name ?? '');
    switch (`${method} ${kind ?? ''}${id && '/*'}`) {
      case 'POST outbound-emails':
        return json({ MessageId: outbox.send(mailOf(input)) });
      case 'POST identities':
        outbox.identities.add(String(input.EmailIdentity).toLowerCase());
        return json({ IdentityType: 'EMAIL_ADDRESS', VerifiedForSendingStatus: true });
      case 'GET identities/*':
        if (!outbox.identities.has(id.toLowerCase())) throw notFound(id);
        return json({ VerifiedForSendingStatus: true, VerificationStatus: 'SUCCESS' });
      case 'DELETE identities/*':
        outbox.identities.delete(id.toLowerCase());
        return json({});
      case 'POST configuration-sets':
        outbox.configurationSets.add(String(input.ConfigurationSetName));
        return json({});
      case 'POST configuration-sets/*':
        if (!outbox.configurationSets.has(id)) throw notFound(id);
        return json({});
      case 'DELETE configuration-sets/*':
        outbox.configurationSets.delete(id);
        return json({});
      case 'GET account':
        return json({ SendingEnabled: true, ProductionAccessEnabled: true });
      default:
        throw new AwsError('NotFoundException', `${method} ${url} is not served here.`, 404);
    }
  } catch (error) {
    const known = error instanceof AwsError ? error : new AwsError('BadRequestException', '', 400);
    return json({ message: known.message }, known.status, known.type);
  }
}

function mailOf(request: SendRequest) {
  const { Content = {}, Destination = {} } = request;
  const raw = Content.Raw?.Data && Buffer.from(Content.Raw.Data, 'base64').toString();
  const mime = raw ? summariseMime(raw) : undefined;
  return {
    source: request.FromEmailAddress ?? mime?.from ?? '',
    to: Destination.ToAddresses ?? mime?.to ?? [],
    cc: Destination.CcAddresses ?? mime?.cc ?? [],
    bcc: Destination.BccAddresses ?? [],
    replyTo: request.ReplyToAddresses ?? mime?.replyTo ?? [],
    subject: Content.Simple?.Subject?.Data ?? mime?.subject ?? '',
    text: Content.Simple?.Body?.Text?.Data ?? mime?.text,
    html: Content.Simple?.Body?.Html?.Data ?? mime?.html,
    raw,
    configurationSet: request.ConfigurationSetName,
    tags: Object.fromEntries((request.EmailTags ?? []).map(({ Name, Value }) => [Name, Value])),
  };
}

function parse(body: Buffer): SendRequest {
  return (body.length > 0 ? JSON.parse(body.toString()) : {}) as SendRequest;
}

function notFound(name: string): AwsError {
  return new AwsError('NotFoundException', `${name} does not exist.`, 404);
}

function json(body: unknown, status = 200, errorType?: string): WireResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      ...(errorType !== undefined && { 'x-amzn-errortype': errorType }),
    },
    body: JSON.stringify(body),
  };
}
