import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Emulator } from '../emulator.ts';

/** Serves one emulator on a free port of 127.0.0.1, so that a real client can speak to it. */
export async function listen(emulator: Emulator) {
  const server = createServer((request, response) => {
    void buffer(request)
      .then((body) =>
        emulator.handle({
          method: request.method ?? '',
          url: request.url ?? '',
          headers: request.headers,
          body,
        }),
      )
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    config: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await emulator.stop();
    },
  };
}
