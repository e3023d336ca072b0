import { Agent, request as ask, type IncomingHttpHeaders } from 'node:http';
import type { Request } from './call.ts';

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Where calls are led to, over kept connections. */
export class Upstream {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #base: URL;

  constructor(url: string) {
    this.#base = new URL(url);
  }

  /** Makes the call as it is. Rejects if no answer comes, or the signal fires. */
  send({ method, url, headers, body }: Request, signal?: AbortSignal): Promise<Answer> {
    const { hostname, port } = this.#base;
    return new Promise((resolve, reject) => {
      const outgoing = ask(
        {
          ...{ hostname, port, method, path: url, agent: this.#agent, signal },
          headers: { ...withoutFraming(headers), 'content-length': body.length },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const { statusCode: status = 502, headers } = response;
            resolve({ status, headers, body: Buffer.concat(chunks) });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  /** Makes a call of the proxy's own in AWS's JSON protocol, unsigned but for the service's name. */
  async call(api: string, target: string, input: object): Promise<void> {
    const headers = {
      'x-amz-target': target,
      'content-type': 'application/x-amz-json-1.1',
      authorization: `AWS4-HMAC-SHA256 Credential=proxy/20260101/us-east-1/${api}/aws4_request`,
    };
    const body = Buffer.from(JSON.stringify(input));
    const { status } = await this.send({ method: 'POST', url: '/', headers, body });
    if (status !== 200) throw new Error(`the proxy's own ${target} is answered with ${status}`);
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Headers that are about a connection, and not about what it carries. */
export function withoutFraming(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const ofConnection = ['connection', 'keep-alive', 'transfer-encoding'];
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !ofConnection.includes(name)),
  );
}
