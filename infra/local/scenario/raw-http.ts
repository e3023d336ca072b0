import { connect } from 'node:net';

/** A request that no client library would send for us. */
export interface RawRequest {
  readonly method?: string;
  /** As it is put on the wire, unescaped. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What came back. `status` is 0 where the connection was closed without a word. */
export interface RawAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const patienceMs = 15_000;

/** Sends a request byte by byte as it is told, with a fitting Content-Length unless the headers say another. */
export function send(url: string, request: RawRequest): Promise<RawAnswer> {
  const { method = 'GET', path, headers = {}, body } = request;
  const bytes = Buffer.from(body ?? '');
  const isChunked = 'transfer-encoding' in headers;
  const all = {
    host: new URL(url).host,
    connection: 'close',
    ...(body !== undefined && !isChunked && { 'content-length': String(bytes.length) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${path} HTTP/1.1`, ...lines].join('\r\n');
  return sendBytes(url, Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes]));
}

/** Sends bytes, and resolves with the answer when the connection is closed. */
export function sendBytes(url: string, bytes: Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const chunks: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port) });
    const answer = () => resolve(parsed(Buffer.concat(chunks).toString()));
    socket.setTimeout(patienceMs, () => {
      socket.destroy();
      reject(new Error(`no answer to ${bytes.subarray(0, 500).toString()}`));
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', answer);
    // A server that refuses a body may close before it has read it.
    socket.on('error', answer);
    socket.write(bytes);
  });
}

function parsed(answer: string): RawAnswer {
  const end = answer.indexOf('\r\n\r\n');
  const head = answer.slice(0, end);
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0),
    type: /^content-type: *(.*)$/im.exec(head)?.[1]?.trim() ?? '',
    text: answer.slice(end + 4),
  };
}

/** The problem in the answer. Every field of RFC 9457 that we promise is there. */
export function problemIn({ status, type, text }: RawAnswer): Record<string, unknown> {
  expect({ status, type }).toEqual({
    status,
    type: expect.stringMatching(/^application\/problem\+json/) as string,
  });
  const problem = JSON.parse(text) as Record<string, unknown>;
  expect(problem).toMatchObject({
    status,
    title: expect.any(String) as string,
    code: expect.stringMatching(/^[a-z0-9-]+$/) as string,
    type: `urn:waybill:problem:${String(problem.code)}`,
  });
  if (problem.code === 'invalid-request') {
    expect(problem.errors).not.toEqual([]);
    for (const error of problem.errors as object[]) {
      expect(error).toEqual({
        field: expect.any(String) as string,
        message: expect.any(String) as string,
      });
    }
  }
  return problem;
}
