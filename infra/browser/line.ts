import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The network between browsers and the system: it can be cut, and mended. */
export interface Line {
  readonly url: string;
  /** Where it leads to. */
  connect(url: string): void;
  /** Ends everything that is connected, and takes nothing new. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Lays it first: the system has to know what its address looks like from outside. */
export async function layLine(): Promise<Line> {
  let end = { hostname: '127.0.0.1', port: '0' };
  const sockets = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((near) => {
    keep(near);
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(end.port), end.hostname);
    keep(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connect: (url) => {
      end = new URL(url);
    },
    cut,
    mend: () => {
      isCut = false;
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
