import { Type } from '@sinclair/typebox';
import { Rejection, Unavailable } from '@waybill/kernel/failure';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { eventually } from '@waybill/testing/eventually';
import { Router } from 'express';
import { Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { currentCause } from '../cause.ts';
import { bodyOf, pathOf, queryOf } from './input.ts';
import { close, createHttpApp, listen, probes } from './server.ts';

const Body = Type.Object({
  quantity: Type.Integer({ minimum: 1 }),
  items: Type.Array(Type.Object({ productId: Type.String({ minLength: 1 }) })),
});
const Query = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  cursor: Type.Optional(Type.String({ minLength: 1 })),
});

function routes(): Router {
  const router = Router();
  router.post('/orders', (request, response) => {
    const body = bodyOf(request, Body);
    response.status(201).json({ body, correlationId: currentCause()?.correlationId });
  });
  router.get('/orders', (request, response) => void response.json(queryOf(request, Query)));
  router.get('/orders/:id', (request, response) => {
    response.json(pathOf(request, 'id', Type.String({ pattern: '^ord-[a-z0-9]+$' })));
  });
  const failures: Record<string, unknown> = {
    rejection: new Rejection('order-is-shipped'),
    away: new Unavailable('10.0.0.1 does not answer'),
    bug: new Error('the password is 123'),
  };
  router.get('/fails/:how', (request) => {
    throw failures[request.params.how];
  });
  return router;
}

const platform = createMemoryPlatform();
const api = supertest(createHttpApp(platform, routes()));
const valid = { quantity: 1, items: [{ productId: 'A' }] };
const post = (body: string) =>
  api.post('/orders').set('content-type', 'application/json').send(body);

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, type: answer.type, body: answer.body }).toMatchObject({
    status,
    type: 'application/problem+json',
    body: { status, code },
  });
}

describe('a body', () => {
  it('is given to the route as it came', async () => {
    const answer = await api.post('/orders').send(valid);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ body: valid });
  });

  it('that is wrong is a 400 that names every wrong field', async () => {
    const answer = await api.post('/orders').send({ quantity: 0, items: [{}], colour: 'red' });
    expectProblem(answer, 400, 'invalid-request');
    expect((answer.body as { errors: { field: string }[] }).errors).toEqual(
      expect.arrayContaining([
        { field: '/quantity', message: 'must be >= 1' },
        { field: '/items/0/productId', message: 'is required' },
        { field: '/colour', message: 'is not known here' },
      ]),
    );
  });

  it.each(['{', '', 'null', '"text"', '1', '[]', '{"quantity":1e999}'])(
    'of %j is a 400',
    async (body) => {
      const answer = await post(body);
      expect([answer.status, answer.type]).toEqual([400, 'application/problem+json']);
    },
  );

  it('that is no JSON at all is called so', async () => {
    expectProblem(await post('{"quantity":'), 400, 'malformed-json');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'of type %s is a 415',
    async (type) => {
      const answer = await api.post('/orders').set('content-type', type).send('quantity=1');
      expectProblem(answer, 415, 'unsupported-media-type');
    },
  );

  it('in a character set or encoding that nobody knows is a 415', async () => {
    const charset = api.post('/orders').set('content-type', 'application/json; charset=klingon');
    expectProblem(await charset.send('{}'), 415, 'unsupported-charset');
    const encoding = api.post('/orders').set('content-encoding', 'rot13');
    expectProblem(await encoding.send(valid), 415, 'unsupported-encoding');
  });

  it('that is absent is a 415', async () => {
    expectProblem(await api.post('/orders'), 415, 'unsupported-media-type');
  });

  it('over a megabyte is a 413', async () => {
    const items = [{ productId: 'x'.repeat(1_100_000) }];
    expectProblem(await api.post('/orders').send({ ...valid, items }), 413, 'too-large');
  });
});

describe('a query', () => {
  it('has numbers where the schema says so', async () => {
    expect((await api.get('/orders?limit=20&cursor=7')).body).toEqual({ limit: 20, cursor: '7' });
  });

  it.each(['limit=0', 'limit=101', 'limit=1.5', 'limit=ten', 'limit=', 'limit=1&limit=2'])(
    'of %s is a 400 that names limit',
    async (query) => {
      const answer = await api.get(`/orders?${query}`);
      expectProblem(answer, 400, 'invalid-request');
      expect((answer.body as { errors: { field: string }[] }).errors[0]?.field).toBe('/limit');
    },
  );

  it.each(['colour=red', '__proto__=1', 'constructor=1', 'limit[]=1'])(
    'of %s, which nobody knows, is a 400',
    async (query) => expectProblem(await api.get(`/orders?${query}`), 400, 'invalid-request'),
  );
});

describe('a path', () => {
  it('names what is asked for', async () => {
    expect((await api.get('/orders/ord-1')).body).toBe('ord-1');
  });

  it.each(['/orders/ORD-1', '/orders/%00', '/orders/%E0%A4%A'])('of %s is a 400', async (path) => {
    const answer = await api.get(path);
    expect([answer.status, answer.type]).toEqual([400, 'application/problem+json']);
  });

  it('that leads nowhere is a 404', async () => {
    expectProblem(await api.get('/nowhere'), 404, 'not-found');
    expectProblem(await api.patch('/orders'), 404, 'not-found');
  });
});

describe('a failure', () => {
  it('of the domain is a 409 with its code', async () => {
    expectProblem(await api.get('/fails/rejection'), 409, 'order-is-shipped');
  });

  it('of something that is away is a 503 that says when to come again', async () => {
    const answer = await api.get('/fails/away');
    expectProblem(answer, 503, 'unavailable');
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.text).not.toContain('10.0.0.1');
  });

  it('that nobody foresaw is a 500 that says nothing of the inside', async () => {
    const answer = await api.get('/fails/bug');
    expectProblem(answer, 500, 'internal-error');
    expect(answer.text).not.toMatch(/123|Error:|\.ts/);
  });
});

describe('a correlation id', () => {
  it('is taken from the request, and known to the route also after the body was read', async () => {
    const answer = await api.post('/orders').set('x-correlation-id', 'abc-1').send(valid);
    expect(answer.headers['x-correlation-id']).toBe('abc-1');
    expect(answer.body).toMatchObject({ correlationId: 'abc-1' });
  });

  it.each(['', 'a b', 'x'.repeat(101), '<script>'])('like %j is not taken', async (given) => {
    const answer = await api.get('/nowhere').set('x-correlation-id', given);
    expect(answer.headers['x-correlation-id']).toMatch(/^00000000-/);
  });
});

describe('a server', () => {
  it('tells no stranger what it is made of', async () => {
    expect((await api.get('/orders')).headers).not.toHaveProperty('x-powered-by');
  });

  it('counts requests by route, not by what they name', async () => {
    await api.get('/orders/ord-7');
    const metrics = await platform.metrics.registry.metrics();
    expect(metrics).toMatch(/waybill_http_request_seconds_count\{.*route="\/orders\/:id"/);
    expect(metrics).not.toContain('ord-7');
  });

  it('says whether it lives, is ready, and how it does', async () => {
    let isReady = false;
    const registries = [platform.metrics.registry];
    const probed = supertest(
      createHttpApp(platform, probes({ isReady: () => isReady, registries })),
    );
    expect((await probed.get('/healthz')).status).toBe(200);
    expect((await probed.get('/readyz')).status).toBe(503);
    isReady = true;
    expect((await probed.get('/readyz')).status).toBe(200);
    const metrics = await probed.get('/metrics');
    expect(metrics.type).toBe('text/plain');
    expect(metrics.text).toContain('waybill_messages_in_flight');
  });

  it('rejects when its port is taken', async () => {
    const app = createHttpApp(platform, Router());
    const server = await listen(app, 0, '127.0.0.1');
    const { port } = server.address() as { port: number };
    await expect(listen(app, port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await close(server, 1_000);
  });

  it('answers what is under way before it closes', async () => {
    let answer: (() => void) | undefined;
    const router = Router().get('/slow', (_, response) => {
      answer = () => void response.json('done');
    });
    const server = await listen(createHttpApp(platform, router), 0, '127.0.0.1');
    const slow = supertest(server)
      .get('/slow')
      .then(({ body }) => body as unknown);
    await eventually(() => answer !== undefined);
    const closed = close(server, 10_000);
    answer?.();
    expect(await slow).toBe('done');
    await closed;
  });

  it('sends clients away whose connections are never idle, without failing a request', async () => {
    const server = await listen(
      createHttpApp(platform, probes({ isReady: () => true, registries: [] })),
      0,
      '127.0.0.1',
    );
    const { port } = server.address() as AddressInfo;
    const agent = new Agent({ keepAlive: true });
    const ask = (): Promise<string> =>
      new Promise((resolve) => {
        const request = get({ port, path: '/healthz', agent }, (response) => {
          response.resume().once('end', () => resolve('answered'));
        });
        request.once('error', ({ message }) => resolve(message));
      });
    let isOver = false;
    const endings: string[] = [];
    const client = async (): Promise<void> => {
      while (!isOver) endings.push(await ask());
    };
    const clients = Array.from({ length: 8 }, client);
    await eventually(() => endings.length > 50);
    const answeredBefore = endings.length;
    // Far longer than the test may take: only the clients' leaving ends it.
    await close(server, 600_000);
    isOver = true;
    await Promise.all(clients);
    agent.destroy();
    expect(endings.slice(0, answeredBefore).every((ending) => ending === 'answered')).toBe(true);
    // After the close there is nobody to connect to; no connection that was taken breaks off.
    expect(endings.filter((ending) => !/^answered$|ECONNREFUSED/.test(ending))).toEqual([]);
  });

  it('waits only so long for what is under way', async () => {
    let isAsked = false;
    const router = Router().get('/never', () => {
      isAsked = true;
    });
    const server = await listen(createHttpApp(platform, router), 0, '127.0.0.1');
    const never = supertest(server)
      .get('/never')
      .then(
        () => 'answered',
        () => 'cut off',
      );
    await eventually(() => isAsked);
    await close(server, 1);
    expect(await never).toBe('cut off');
  });
});
