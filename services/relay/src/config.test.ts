import { parseRelayConfig } from './config.ts';

describe('the settings of the relay', () => {
  it('wait a quarter of an hour for a destination, unless told', () => {
    expect(parseRelayConfig({}).RELAY_PARK_AFTER_MS).toBe(15 * 60 * 1_000);
    expect(parseRelayConfig({ RELAY_PARK_AFTER_MS: '500' }).RELAY_PARK_AFTER_MS).toBe(500);
  });

  it.each(['0', '-1', '1.5', '15m', '2147483648'])('refuse a wait of %s ms', (text) =>
    expect(() => parseRelayConfig({ RELAY_PARK_AFTER_MS: text })).toThrow(/RELAY_PARK_AFTER_MS/),
  );
});
