import { randomUUID } from 'node:crypto';

import { AwsError, type Emulator, type WireResponse } from '../emulator.ts';
import { simulatedEvents, type SesEvent } from './mailbox-simulator.ts';
import { readMails } from './mail-reader.ts';
import { createOutbox } from './outbox.ts';
import { queryActions } from './query-actions.ts';
import { answerV2 } from './v2-requests.ts';

export interface SesOptions {
  /** Puts an event on the default bus. */
  readonly putServiceEvent: (event: SesEvent) => void;
  /** So many mails can be read back. */
  readonly keptMails?: number;
}

/**
 * SES v1 and the sending part of v2: mails are kept, not sent, and identities are verified at once. The npm package for this keeps
 * one store a process, forgets every recipient but the first and leaves unknown actions without an answer.
 */
export function createSes({ putServiceEvent, keptMails }: SesOptions): Emulator {
  const outbox = createOutbox((mail) => {
    for (const event of simulatedEvents(mail)) putServiceEvent(event);
  }, keptMails);
  const actions = queryActions(outbox);

  return {
    handle(request) {
      const answer = request.url.startsWith('/v2/email/')
        ? answerV2(request, outbox)
        : (readMails(request, outbox) ?? answerQuery(request.body));
      return Promise.resolve(answer);
    },
    stop: () => Promise.resolve(),
  };

  function answerQuery(body: Buffer): WireResponse {
    const parameters = new URLSearchParams(body.toString());
    const name = parameters.get('Action') ?? '';
    try {
      const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
      if (!action) throw new AwsError('InvalidAction', `SES has no action ${name} here.`);
      return xml(`${name}Response`, `<${name}Result>${action(parameters)}</${name}Result>`);
    } catch (error) {
      const { type, message, status } =
        error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
      const text = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      const fault = `<Type>Sender</Type><Code>${type}</Code><Message>${text}</Message>`;
      return xml('ErrorResponse', `<Error>${fault}</Error>`, status);
    }
  }
}

function xml(element: string, content: string, status = 200): WireResponse {
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<${element} xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${content}${metadata}</${element}>`,
  };
}
