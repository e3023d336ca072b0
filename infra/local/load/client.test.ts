import { connect } from './client.ts';
import { fastClock } from './fast-clock.ts';
import { startFakeShop } from './fake-shop.ts';

describe('the client', () => {
  it('signs in again when its token is over', async () => {
    const shop = await startFakeShop();
    const client = await connect(shop.url, fastClock);
    for (let call = 0; call < 10; call++) {
      const { status } = await client.call({ method: 'GET', path: '/stock/none' });
      expect(status).toBe(404);
    }
    expect(client.retries()).toBe(0);
    await shop.stop();
  });

  it('calls again while the system is busy, and hands on its answer when that does not end', async () => {
    const shop = await startFakeShop({ busyEvery: 1 });
    const client = await connect(shop.url, fastClock);
    expect(await client.call({ method: 'GET', path: '/stock/none' })).toMatchObject({
      status: 503,
    });
    expect(client.retries()).toBeGreaterThan(10);
    await shop.stop();
  });

  it('gives up a system that has stopped answering, for all calls at once', async () => {
    const shop = await startFakeShop();
    const client = await connect(shop.url, fastClock);
    await shop.stop();
    const call = () => client.call({ method: 'GET', path: '/stock/none' });
    await expect(call()).rejects.toThrow(`${shop.url} has stopped answering (ECONN`);
    const retries = client.retries();
    await expect(call()).rejects.toThrow('has stopped answering');
    expect(client.retries()).toBe(retries);
  });
});
