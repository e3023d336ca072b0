import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { DestinationHealth } from './destination-health.ts';

const minute = 60_000;

function world() {
  const platform = createMemoryPlatform();
  const health = new DestinationHealth(platform.now, { parkAfterMs: 15 * minute });
  const pass = (minutes: number): void => platform.advance(minutes * minute);
  const fails = (...all: string[]): void => all.forEach((each) => health.failed(each, 'away'));
  return { platform, health, pass, fails };
}

describe('a destination', () => {
  it('is broken when it alone has failed for the set time, and not before', () => {
    const { platform, health, pass, fails } = world();
    fails('inventory');
    health.took('bus');
    pass(15);
    expect(health.isBroken('inventory')).toBe(true);
    platform.advance(-1);
    expect(health.isBroken('inventory')).toBe(false);
    expect(health.isBroken('bus')).toBe(false);
  });

  it('is not broken while nobody knows of others, however long', () => {
    const { health, pass, fails } = world();
    health.took('bus');
    for (let i = 0; i < 1_000; i += 1) {
      fails('inventory');
      pass(10);
      expect(health.isBroken('inventory')).toBe(false);
    }
  });

  it('is not broken while all are away, however long', () => {
    const { health, pass, fails } = world();
    for (let i = 0; i < 1_000; i += 1) {
      fails('bus', 'inventory', 'payments');
      pass(10);
      for (const each of ['bus', 'inventory', 'payments'])
        expect(health.isBroken(each)).toBe(false);
    }
  });

  it('is broken for the time that others were there, and not for that of an outage', () => {
    const { health, pass, fails } = world();
    fails('inventory');
    health.took('bus');
    pass(10);
    fails('bus');
    pass(10_000);
    fails('inventory', 'bus');
    expect(health.isBroken('inventory')).toBe(false);
    health.took('bus');
    pass(4);
    expect(health.isBroken('inventory')).toBe(false);
    pass(1);
    expect(health.isBroken('inventory')).toBe(true);
  });

  it('is not parked for while others that were there are away, though it is broken', () => {
    const { health, pass, fails } = world();
    fails('inventory');
    health.took('bus');
    health.took('payments');
    pass(20);
    fails('bus');
    expect(health.isBroken('inventory')).toBe(true);
    fails('payments');
    expect(health.isBroken('inventory')).toBe(false);
    health.took('payments');
    expect(health.isBroken('inventory')).toBe(true);
  });

  it('is as good as ever once it takes a message', () => {
    const { health, pass, fails } = world();
    fails('inventory');
    health.took('bus');
    pass(20);
    health.took('inventory');
    expect(health.troubleOf('inventory')).toBeUndefined();
    fails('inventory');
    health.took('bus');
    pass(14);
    expect(health.isBroken('inventory')).toBe(false);
  });

  it('is one of several that are broken', () => {
    const { health, pass, fails } = world();
    fails('inventory', 'payments');
    health.took('bus');
    pass(15);
    expect(['inventory', 'payments', 'bus'].map((each) => health.isBroken(each))).toEqual([
      ...[true, true, false],
    ]);
  });

  it('is always tried until it is broken, and then by one caller now and then', () => {
    const { platform, health, pass, fails } = world();
    fails('inventory');
    health.took('bus');
    expect([health.isDue('inventory'), health.isDue('inventory')]).toEqual([true, true]);
    pass(15);
    expect([health.isDue('inventory'), health.isDue('inventory')]).toEqual([true, false]);
    platform.advance(4_999);
    expect(health.isDue('inventory')).toBe(false);
    platform.advance(1);
    expect([health.isDue('inventory'), health.isDue('inventory')]).toEqual([true, false]);
  });
});
