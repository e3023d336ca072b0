import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { callOf, fieldsOf, providersPath, type Call, type Reply, type Request } from './call.ts';
import { noFaults, type Fault, type Plan } from './fault.ts';
import { Reordering, repeat } from './redelivery.ts';
import { refusalOf } from './refusal.ts';
import { ShardIterators } from './shard-iterators.ts';
import { Upstream, withoutFraming, type Answer } from './upstream.ts';

/** Hears of every call that was answered, before its caller does. */
export type Watch = (call: Call, reply: Reply, about: { readonly stream?: string }) => void;

/** One process's way to AWS and to its providers. */
export interface Line {
  /** For `AWS_ENDPOINT_URL`, and before a provider's path. */
  readonly url: string;
  /** What is under way breaks, and nothing more comes through, as when the process is killed. */
  cut(): void;
  readonly isCut: boolean;
}

export interface ProxyOptions {
  /** An AWS endpoint on plain HTTP that checks no signatures: the proxy's host is not the one that was signed. */
  readonly aws: string;
  /** Where `providersPath` leads. */
  readonly providers?: string;
  readonly random: () => number;
  /** Hears that a fault has killed the process behind a line. */
  readonly died: (caller: string) => void;
}

/**
 * Stands between processes and AWS: meters every call, and makes go wrong what its plan says. Each process has a line of
 * its own, so that it may be known and killed; it cannot tell the line from AWS.
 */
export class FaultProxy {
  plan: Plan = noFaults;
  watch: Watch | undefined;
  readonly #options: ProxyOptions;
  readonly #aws: Upstream;
  readonly #providers: Upstream | undefined;
  readonly #iterators = new ShardIterators();
  readonly #reordering: Reordering;
  readonly #lines = new Set<Line>();

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.#aws = new Upstream(options.aws);
    this.#providers = options.providers === undefined ? undefined : new Upstream(options.providers);
    this.#reordering = new Reordering(options.random);
  }

  /** Opens a line on a free port of 127.0.0.1. */
  async open(caller: string): Promise<Line> {
    const lines = this.#lines;
    const server = createServer((request, response) => {
      this.#serve(caller, line, request, response).catch(() => response.destroy());
    });
    server.keepAliveTimeout = 120_000;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    const line: Line = {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      get isCut() {
        return !lines.has(line);
      },
      cut: () => {
        lines.delete(line);
        shut(server);
      },
    };
    lines.add(line);
    return line;
  }

  close(): void {
    for (const line of this.#lines) line.cut();
    this.#aws.close();
    this.#providers?.close();
  }

  async #serve(
    caller: string,
    line: Line,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { method = 'GET', url = '/', headers } = incoming;
    const request: Request = { method, url, headers, body: await buffer(incoming) };
    const call = callOf(caller, request);
    const before = this.plan.before(call);
    if (before?.kind === 'throttle' || before?.kind === 'fail') {
      const { status, contentType, body } = refusalOf(before.kind, call);
      response.writeHead(status, { 'content-type': contentType }).end(body);
      return;
    }
    if (before?.kind === 'delay') {
      await sleep(before.ms);
      if (line.isCut) return;
    }
    const answer = await this.#make(request, response);
    const reply = { status: answer.status, output: fieldsOf(answer.body) };
    this.#iterators.learn(call, reply);
    const stream = call.operation === 'GetRecords' ? this.#iterators.streamOf(call) : undefined;
    this.watch?.(call, reply, { stream });
    const after = before ?? this.plan.after(call, reply);
    if (after?.kind === 'repeat') await repeat(call, reply, { upstream: this.#aws, stream });
    if (after?.kind === 'die' && !line.isCut) {
      line.cut();
      this.#options.died(caller);
    }
    if (after?.kind === 'die' || after?.kind === 'lose-reply') response.destroy();
    else
      send(response, stream === undefined ? answer : this.#ordered(stream, reply, answer, after));
  }

  /** A caller that has gone has its call ended, as AWS does with a long poll. */
  #make(request: Request, response: ServerResponse): Promise<Answer> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const isProvider = request.url.startsWith(providersPath) && this.#providers !== undefined;
    const upstream = isProvider ? this.#providers : this.#aws;
    return upstream.send(request, gone.signal);
  }

  #ordered(stream: string, { output }: Reply, answer: Answer, fault: Fault | undefined): Answer {
    const ordered = this.#reordering.read(stream, output, fault?.kind === 'reorder');
    return ordered === output ? answer : { ...answer, body: Buffer.from(JSON.stringify(ordered)) };
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return;
  // An answer to HEAD tells the length of what it does not bring, and a 204 tells none.
  const length = body.length > 0 ? { 'content-length': body.length } : {};
  response.writeHead(status, { ...withoutFraming(headers), ...length }).end(body);
}

function shut(server: Server): void {
  server.close();
  server.closeAllConnections();
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
