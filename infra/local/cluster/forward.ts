import { Agent, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

const agent = new Agent({ keepAlive: true, maxSockets: 100 });

/** Hands a request on to `url`. Answers 503 where nobody is there, or nobody any more. */
export function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  url: string | undefined,
): void {
  if (url === undefined) {
    answerAway(response);
    return;
  }
  const { method, headers } = incoming;
  const onward = request(new URL(incoming.url ?? '/', url), { method, headers, agent });
  const giveUp = (): void => {
    if (response.headersSent) response.destroy();
    else answerAway(response);
  };
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('error', giveUp).pipe(response);
  });
  onward.on('error', giveUp);
  incoming.pipe(onward);
}

/** Hands the beginning of a WebSocket connection on to `url`, and from then on everything that either side says. */
export function forwardUpgrade(
  { request, socket, head }: { request: IncomingMessage; socket: Duplex; head: Buffer },
  url: string | undefined,
): void {
  if (url === undefined) {
    socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
    return;
  }
  const { hostname, port } = new URL(url);
  const onward = connect(Number(port), hostname, () => {
    const lines = request.rawHeaders.map((text, i) => (i % 2 === 0 ? `${text}: ` : `${text}\r\n`));
    onward.write(`GET ${request.url ?? '/'} HTTP/1.1\r\n${lines.join('')}\r\n`);
    onward.write(head);
    socket.pipe(onward).pipe(socket);
  });
  socket.on('error', () => onward.destroy()).on('close', () => onward.destroy());
  onward.on('error', () => socket.destroy()).on('close', () => socket.destroy());
}

function answerAway(response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' });
  const title = 'Service Unavailable';
  response.end(JSON.stringify({ type: 'about:blank', title, status: 503, code: 'no-pod' }));
}
