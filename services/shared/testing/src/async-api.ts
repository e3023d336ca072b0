import { clientFrames, closings, livePath, serverFrames } from '@waybill/contracts/live-protocol';

const meanings: Readonly<Record<keyof typeof closings, string>> = {
  'unsupported-data': 'a binary frame',
  'malformed-json': 'text that is not JSON, or not UTF-8',
  'rate-limited': 'more than 60 frames at once and then 10 a second',
  'too-many-connections': 'more than 50 of one subject at one pod',
  'too-big': 'a frame of more than 16 KB',
  restarting: 'the pod stops; `restarting` came before, and says when to come back',
  'lease-lost': 'something may have been missed; come back with `since`',
  'slow-reader': 'more than 1 MB waited to be read; come back with `since`',
  unavailable: 'the ticket could not be looked up; come back with another',
  'ticket-invalid': 'the ticket is none, is over, or was used',
  'authentication-timeout': 'no ticket within 5 s',
  'token-expired': 'the token has ended without a `renew`; come back with a ticket for a new one',
};

type Schema = Readonly<Record<string, unknown>>;
type Frames = Readonly<Record<string, Schema>>;

/** The protocol as an AsyncAPI 3 document: made of the very schemas that frames are judged by. */
export function asyncApi(): object {
  const all = { ...clientFrames, ...serverFrames } as unknown as Frames;
  const codes = Object.entries(closings).map(
    ([reason, code]) => `- ${code} \`${reason}\`: ${meanings[reason as keyof typeof closings]}`,
  );
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Waybill, live',
      version: '1.0.0',
      description:
        'Orders as they change, over WebSocket, as JSON text frames. See live.md for the way to connect.',
    },
    defaultContentType: 'application/json',
    servers: { shop: { host: 'localhost:8080', protocol: 'ws', pathname: livePath } },
    channels: {
      live: {
        address: livePath,
        description: `The subprotocol is waybill.v1. The server closes with:\n${codes.join('\n')}\n`,
        messages: Object.fromEntries(
          Object.keys(all).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
      },
    },
    operations: {
      // AsyncAPI 3 takes the server's view.
      hear: { action: 'receive', ...operationOf(Object.keys(clientFrames)) },
      tell: { action: 'send', ...operationOf(Object.keys(serverFrames)) },
    },
    components: {
      messages: Object.fromEntries(
        Object.entries(all).map(([name, { description, ...schema }]) => [
          name,
          { name, summary: description, payload: plain(schema) },
        ]),
      ),
    },
  };
}

function operationOf(names: readonly string[]): object {
  return {
    channel: { $ref: '#/channels/live' },
    messages: names.map((name) => ({ $ref: `#/channels/live/messages/${name}` })),
  };
}

/** Without what only TypeBox can see. */
function plain(schema: object): unknown {
  return JSON.parse(JSON.stringify(schema));
}
