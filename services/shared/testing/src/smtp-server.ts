import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What a client says, or that it comes (`CONNECT`), or that its mail's content has come (`CONTENT`). */
export type SmtpStep =
  'CONNECT' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'CONTENT' | 'RSET' | 'QUIT';
/** A line of answer, or none and the end. */
export type SmtpAnswer = `${number} ${string}` | 'hang-up' | 'silence';

/** A mail that the server has taken. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came, CRLF at every line's end. */
  readonly raw: string;
}

const usual: Readonly<Record<SmtpStep, SmtpAnswer>> = {
  CONNECT: '220 test ESMTP',
  EHLO: '250 test',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  CONTENT: '250 taken',
  RSET: '250 ok',
  QUIT: '221 bye',
};

/** A server that takes mail on a port of its own, and answers what a test wants. */
export class SmtpServer {
  readonly mails: TakenMail[] = [];
  /** Every line that clients said, contents left out. */
  readonly said: string[] = [];
  /** What is answered instead of the usual. */
  answer: (step: SmtpStep) => SmtpAnswer | undefined = () => undefined;
  mostConnections = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => this.#serve(socket));

  /** @returns its address, e.g. `127.0.0.1:40001` */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.hangUp();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Ends all connections, as a server that is started anew does. */
  hangUp(): void {
    this.#sockets.forEach((socket) => socket.destroy());
  }

  #serve(socket: Socket): void {
    socket.setNoDelay();
    this.#sockets.add(socket);
    this.mostConnections = Math.max(this.mostConnections, this.#sockets.size);
    socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined);
    let unread = '';
    let envelope: { from: string; to: string[] } = { from: '', to: [] };
    let isContent = false;
    /** Whether the answer is no refusal. One that never comes is none. */
    const reply = (step: SmtpStep): boolean => {
      const answer = this.answer(step) ?? usual[step];
      if (answer === 'hang-up') socket.destroy();
      else if (answer !== 'silence') socket.write(`${answer}\r\n`);
      return !/^[45]/.test(answer);
    };
    const hear = (line: string): void => {
      this.said.push(line);
      const [step = 'RSET'] = line.toUpperCase().split(' ') as SmtpStep[];
      if (step === 'MAIL') envelope = { from: addressIn(line), to: [] };
      const isTaken = reply(step);
      if (step === 'RCPT' && isTaken) envelope.to.push(addressIn(line));
      isContent = step === 'DATA' && isTaken;
      if (step === 'QUIT') socket.end();
    };
    reply('CONNECT');
    socket.setEncoding('latin1').on('data', (text) => {
      unread += text.toString();
      for (;;) {
        const end = unread.indexOf(isContent ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const piece = unread.slice(0, end);
        unread = unread.slice(end + (isContent ? 5 : 2));
        if (!isContent) {
          hear(piece);
          continue;
        }
        isContent = false;
        const mail = { ...envelope, raw: `${piece}\r\n`.replace(/^\.\./gm, '.') };
        if (reply('CONTENT')) this.mails.push(mail);
      }
    });
  }
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}
