import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createPlatform } from '@waybill/runtime/platform';
import { WebSocket, WebSocketServer } from 'ws';
import { awsEnvironment } from '../environment.ts';
import { startEdge, type Edge } from './edge.ts';

let pod: Server;
let edge: Edge;
const urls = new Map<string, string>();

beforeAll(async () => {
  Object.assign(process.env, awsEnvironment('http://127.0.0.1:1'));
  pod = createServer((request, response) => {
    if (request.url === '/orders/breaks') {
      request.socket.destroy();
      return;
    }
    request.setEncoding('utf8');
    request.on('data', (body: string) => {
      response.writeHead(201, { 'x-from': 'pod' });
      response.end(`${request.method ?? ''} ${request.url ?? ''} ${body}`);
    });
  });
  const echo = new WebSocketServer({ noServer: true });
  pod.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    echo.handleUpgrade(request, socket, head, (ws) => {
      ws.on('message', (data: Buffer) => ws.send(`${request.url ?? ''} ${data.toString()}`));
    });
  });
  await once(pod.listen(0, '127.0.0.1'), 'listening');
  urls.set('orders', `http://127.0.0.1:${(pod.address() as AddressInfo).port}`);
  urls.set('inventory', 'http://127.0.0.1:1');
  const platform = createPlatform('edge', { stage: 'local', logLevel: 'silent' });
  edge = await startEdge(platform, 'http://127.0.0.1:1', (service) => urls.get(service));
  platform.aws.close();
});

afterAll(async () => {
  await edge.close();
  pod.closeAllConnections();
  pod.close();
});

describe('the edge of a cluster', () => {
  it('hands a request on to a pod of the service that owns its path', async () => {
    const answer = await fetch(`${edge.url}/orders?x=1`, { method: 'POST', body: 'tea' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-from')).toBe('pod');
    expect(await answer.text()).toBe('POST /orders?x=1 tea');
  });

  it.each([
    ['no pod is there', '/products/tea'],
    ['the pod is gone', '/stock/tea'],
    ['the pod goes in the middle', '/orders/breaks'],
  ])('asks to be left alone for a second when %s', async (_, path) => {
    const answer = await fetch(edge.url + path);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it('hands WebSocket connections on to the gateway, and both sides’ frames', async () => {
    const away = new WebSocket(`${edge.url}/ws`);
    const [, refusal] = (await once(away, 'unexpected-response')) as [unknown, IncomingMessage];
    expect(refusal.statusCode).toBe(503);
    refusal.resume();
    urls.set('gateway', urls.get('orders') ?? '');
    const ws = new WebSocket(`${edge.url}/ws`);
    await once(ws, 'open');
    ws.send('tea');
    const [said] = (await once(ws, 'message')) as [Buffer];
    expect(said.toString()).toBe('/ws tea');
    ws.close();
    await once(ws, 'close');
  });

  it('gives tokens, and keeps the ledgers', async () => {
    const keys = await fetch(`${edge.url}/auth/jwks.json`);
    expect(keys.status).toBe(200);
    const charges = await fetch(`${edge.url}/sandbox/charges`);
    expect(await charges.json()).toEqual({ charges: [] });
  });
});
