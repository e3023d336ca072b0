import type { Page } from 'playwright-core';
import { freePort, run, type Run } from '../local/scenario/process.ts';
import type { Device } from './browser.ts';
import { look } from './camera.ts';
import { useStage } from './stage.ts';

const desktop: Device = { name: 'desktop', colorScheme: 'light' };
let provider: Run | undefined;
let issuer = '';

const stage = useStage({
  // What it sells is listed with the embedded issuer's tokens, which are worth nothing here.
  args: ['--no-seed'],
  environment: async (page) => {
    const port = await freePort();
    provider = run('infra/browser/provider.mjs', [String(port), page]);
    [, issuer = ''] = await provider.says(/Provider (\S+)/);
    return {
      ...{ OIDC_ISSUER: issuer, OIDC_JWKS_URL: `${issuer}/jwks`, OIDC_CLIENT_ID: 'page' },
      ...{ OIDC_ALLOW_LOCAL_ISSUER: 'false' },
    };
  },
});
afterAll(async () => {
  provider?.child.kill('SIGTERM');
  await provider?.ended;
});

/** Signs in on the provider's own pages. */
async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${issuer}/**`);
  await page.locator('input[name=login]').fill(name);
  await page.locator('input[name=password]').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByTitle(name, { exact: true }).waitFor();
}

describe('with an OpenID Connect provider', () => {
  it('a customer signs in by code and PKCE, comes back to where they were, stays, and signs out', async () => {
    const { page } = await stage.visit(desktop);
    const asked: URL[] = [];
    page.on('request', (request) => asked.push(new URL(request.url())));
    await page.goto('/my/orders');
    await page.getByText('Sign in to see them.').waitFor();
    await signIn(page, 'cust-ann');
    await page.getByText('There are none yet.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/my/orders');
    const authorisation = asked.find(({ pathname }) => pathname === '/auth');
    expect(authorisation?.searchParams.get('code_challenge_method')).toBe('S256');
    await page.getByText('Live', { exact: true }).waitFor();
    await page.reload();
    await page.getByText('There are none yet.').waitFor();
    await look(page, 'signed-in', desktop);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: /yes/i }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate<number>('sessionStorage.length')).toBe(0);
  });

  it('staff are who the token says', async () => {
    const { page } = await stage.visit(desktop);
    await page.goto('/desk');
    await page.getByText('This is for staff.').waitFor();
    await signIn(page, 'anna');
    await page.getByRole('heading', { name: 'What flows' }).waitFor();
  });

  it('the embedded issuer’s tokens are refused', async () => {
    const body = JSON.stringify({ subject: 'anna', roles: ['staff'] });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${stage.url}/auth/dev-token`, { method: 'POST', headers, body });
    const { token } = (await answer.json()) as { token: string };
    const { status } = await fetch(`${stage.url}/operations/queues`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(status).toBe(401);
  });
});
