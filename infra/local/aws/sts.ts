import { randomUUID } from 'node:crypto';

import { accountId, type Emulator } from './emulator.ts';

/** STS, as far as command line tools ask who they are: GetCallerIdentity. */
export function createSts(): Emulator {
  return {
    handle({ body }) {
      const action = new URLSearchParams(body.toString()).get('Action');
      const known = action === 'GetCallerIdentity';
      return Promise.resolve({
        status: known ? 200 : 400,
        headers: { 'content-type': 'text/xml' },
        body: known ? callerIdentity() : invalidAction(action),
      });
    },
    stop: () => Promise.resolve(),
  };
}

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

function callerIdentity(): string {
  return (
    `<GetCallerIdentityResponse xmlns="${namespace}"><GetCallerIdentityResult>` +
    `<Arn>arn:aws:iam::${accountId}:root</Arn><UserId>${accountId}</UserId><Account>${accountId}</Account>` +
    `</GetCallerIdentityResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`
  );
}

function invalidAction(action: string | null): string {
  return (
    `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>InvalidAction</Code>` +
    `<Message>Only GetCallerIdentity is served here, not ${(action ?? 'this').replace(/\W/g, '')}.</Message></Error></ErrorResponse>`
  );
}
