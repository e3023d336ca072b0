import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWTPayload,
} from 'jose';
import { createCaller } from './scenario/caller.ts';
import { openShop, type Shop } from './scenario/shop.ts';

const issuer = 'https://login.example.com';
const audience = 'the-shop';
const kid = 'key-1';

let shop: Shop;
let issuerServer: Server;
let own: CryptoKey;
let stranger: CryptoKey;
let published: object;

beforeAll(async () => {
  const keys = await generateKeyPair('RS256');
  own = keys.privateKey;
  stranger = (await generateKeyPair('RS256')).privateKey;
  published = { ...(await exportJWK(keys.publicKey)), kid, alg: 'RS256', use: 'sig' };
  issuerServer = createServer((_, response) => {
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ keys: [published] }));
  });
  await once(issuerServer.listen(0, '127.0.0.1'), 'listening');
  shop = await openShop({
    OIDC_CLIENT_ID: 'page',
    OIDC_ISSUER: issuer,
    OIDC_AUDIENCE: audience,
    OIDC_JWKS_URL: `http://127.0.0.1:${(issuerServer.address() as AddressInfo).port}/keys`,
    OIDC_ALLOW_LOCAL_ISSUER: 'false',
  });
});

afterAll(async () => {
  await shop.close();
  issuerServer.close();
  issuerServer.closeAllConnections();
});

const nowSeconds = () => Math.floor(Date.now() / 1_000);
const claims = (change: JWTPayload = {}): JWTPayload => ({
  iss: issuer,
  aud: audience,
  sub: 'cust-1',
  exp: nowSeconds() + 60,
  ...change,
});

function sign(change: JWTPayload = {}, key = own, header: object = {}): Promise<string> {
  return new SignJWT(claims(change)).setProtectedHeader({ alg: 'RS256', kid, ...header }).sign(key);
}

const ask = (token: string | undefined, path = '/orders') =>
  createCaller(shop.url, token).call('GET', path);

it("believes the issuer's tokens, and their roles", async () => {
  expect((await ask(await sign())).status).toBe(200);
  expect((await ask(await sign(), '/stock/thing')).status).toBe(403);
  expect((await ask(await sign({ roles: ['staff'] }), '/stock/thing')).status).toBe(404);
  expect((await ask(await sign({ roles: 'staff' }), '/stock/thing')).status).toBe(403);
  expect((await ask(await sign({ sub: 'somebody' }))).status).toBe(403);
});

describe('is not taken in by', () => {
  const symmetric = () => new TextEncoder().encode(JSON.stringify(published).padEnd(64));
  const tokens: Record<string, () => string | undefined | Promise<string>> = {
    'no token': () => undefined,
    'an empty token': () => '',
    nonsense: () => 'a.b.c',
    'half a token': async () => (await sign()).slice(0, -20),
    'a token that nobody signed': () => new UnsecuredJWT(claims()).encode(),
    'a token signed by somebody else': () => sign({}, stranger),
    'a token signed with the public key': () =>
      new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid }).sign(symmetric()),
    'a key that is not published': () => sign({}, own, { kid: 'key-2' }),
    'a changed subject': async () => {
      const [head, , signature] = (await sign()).split('.');
      const body = Buffer.from(JSON.stringify(claims({ sub: 'cust-2' }))).toString('base64url');
      return [head, body, signature].join('.');
    },
    'another issuer': () => sign({ iss: 'https://login.example.org' }),
    'another audience': () => sign({ aud: 'another-shop' }),
    'a token of yesterday': () => sign({ exp: nowSeconds() - 60 }),
    'a token of tomorrow': () => sign({ nbf: nowSeconds() + 60 }),
    'a token for ever': () => sign({ exp: undefined }),
    'a token of nobody': () => sign({ sub: undefined }),
    "the local issuer's token": () => shop.staff.token,
  };

  it.each(Object.keys(tokens))('%s', async (name) => {
    const { status, headers, body } = await ask(await tokens[name]?.());
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'unauthorized' });
    expect(headers.get('content-type')).toMatch('application/problem+json');
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });
});
