import type { Answer, Contender, Request } from './contender.ts';
import { rawWs } from './raw-ws.ts';
import { socketIo } from './socket-io.ts';
import { waybill } from './waybill.ts';

const contenders: Readonly<Record<string, () => Contender>> = {
  'raw ws': rawWs,
  'socket.io': socketIo,
  waybill,
};

const contender = contenders[process.argv[2] ?? '']?.();
if (!contender) throw new Error(`no contender ${process.argv[2] ?? ''}`);
const port = contender.start();

async function answerTo(request: Request, server: Contender): Promise<unknown> {
  switch (request.ask) {
    case 'port':
      return port;
    case 'tickets':
      return server.tickets(request.count);
    case 'usage': {
      const { user, system } = process.cpuUsage();
      return user + system;
    }
    case 'memory': {
      gc?.();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    }
    case 'tell':
      server.tell(request.from, request.count);
      return undefined;
  }
}

process.on('message', (request: Request) => {
  void answerTo(request, contender).then((answer) => {
    process.send?.({ id: request.id, answer } satisfies Answer);
  });
});
