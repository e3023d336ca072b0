import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Answer, Request } from './contender.ts';

type Question = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;

const connectedAtOnce = 50;

/** A contender in a process of its own, and its clients, who are here. */
export class Served {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #answers = new Map<number, (answer: unknown) => void>();
  readonly #clients: WebSocket[] = [];
  #questions = 0;
  #told = 0;
  /** Events that have arrived, by all clients together. */
  #arrived = 0;

  constructor(name: string, script: URL) {
    this.name = name;
    this.#child = fork(script, [name], { execArgv: ['--expose-gc'] });
    this.#child.on('message', ({ id, answer }: Answer) => {
      this.#answers.get(id)?.(answer);
      this.#answers.delete(id);
    });
  }

  /** CPU time so far, in microseconds. */
  async usageMicros(): Promise<number> {
    return Number(await this.#ask({ ask: 'usage' }));
  }

  /** Bytes on the heap and beside it, after a collection. */
  async memoryBytes(): Promise<number> {
    return Number(await this.#ask({ ask: 'memory' }));
  }

  async connect(count: number): Promise<void> {
    const port = Number(await this.#ask({ ask: 'port' }));
    const tickets = (await this.#ask({ ask: 'tickets', count })) as string[];
    for (let made = 0; made < count; made += connectedAtOnce) {
      const some = Array.from({ length: Math.min(connectedAtOnce, count - made) }, (_, i) =>
        this.#enter(port, tickets[made + i] ?? ''),
      );
      this.#clients.push(...(await Promise.all(some)));
    }
    await sleep(200);
  }

  /** Has everybody told so many events at once, and resolves when all have them. */
  async tell(count: number): Promise<void> {
    const expected = this.#arrived + count * this.#clients.length;
    await this.#ask({ ask: 'tell', from: this.#told, count });
    this.#told += count;
    while (this.#arrived < expected) await sleep(1);
    if (this.#arrived > expected) throw new Error(`${this.name} tells more than there is`);
  }

  stop(): void {
    this.#clients.forEach((client) => client.terminate());
    this.#child.kill('SIGKILL');
  }

  /** Every contender is entered by the same client, so that only the servers differ. */
  async #enter(port: number, ticket: string): Promise<WebSocket> {
    const url = `ws://127.0.0.1:${port}`;
    const ws =
      this.name === 'waybill'
        ? new WebSocket(`${url}/ws`, ['waybill.v1', `ticket.${ticket}`])
        : new WebSocket(
            this.name === 'socket.io' ? `${url}/socket.io/?EIO=4&transport=websocket` : url,
          );
    let enter = (): void => undefined;
    const entered = new Promise<void>((resolve) => (enter = resolve));
    ws.on('message', (data: Buffer) => {
      const events = occurrences(data, '"orderId"');
      this.#arrived += events;
      if (events > 0) return;
      const text = data.toString();
      // Engine.IO: 0 opens, 2 is a ping, 40 enters the namespace. https://socket.io/docs/v4/engine-io-protocol/
      if (text.startsWith('0{')) ws.send('40');
      else if (text === '2') ws.send('3');
      else if (text.startsWith('40')) enter();
      else if (text.includes('"welcome"')) ws.send('{"type":"subscribe","topic":"orders"}');
      else if (text.includes('"snapshot"')) enter();
    });
    await once(ws, 'open');
    if (this.name === 'raw ws') enter();
    await entered;
    return ws;
  }

  #ask(question: Question): Promise<unknown> {
    this.#questions += 1;
    const id = this.#questions;
    const answered = new Promise<unknown>((resolve) => this.#answers.set(id, resolve));
    this.#child.send({ ...question, id });
    return answered;
  }
}

function occurrences(data: Buffer, word: string): number {
  let count = 0;
  for (let at = data.indexOf(word); at !== -1; at = data.indexOf(word, at + 1)) count += 1;
  return count;
}
