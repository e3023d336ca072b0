import { Type } from '@sinclair/typebox';
import { ConfigError, Milliseconds, parseConfig, Url } from './config.ts';
import { processSettings, queueOptions, queueSettings } from './settings.ts';

const settings = {
  ISSUER_URL: Url,
  API_KEY: Type.String({ minLength: 10 }),
  TIMEOUT_MS: Milliseconds(500),
  IS_LOCAL: Type.Boolean({ default: false }),
};
const valid = { ISSUER_URL: 'http://localhost:1/keys', API_KEY: '0123456789' };

const errorOf = (environment: Record<string, string | undefined>) => {
  try {
    parseConfig(settings, environment);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('the configuration', () => {
  it('is read from text, with defaults for what is not set or empty', () => {
    const environment = { ...valid, TIMEOUT_MS: '250', IS_LOCAL: '', PATH: '/bin' };
    expect(parseConfig(settings, environment)).toEqual({
      ...valid,
      TIMEOUT_MS: 250,
      IS_LOCAL: false,
    });
    expect(parseConfig(settings, { ...valid, IS_LOCAL: 'true' }).IS_LOCAL).toBe(true);
  });

  it('tells of all that is wrong together', () => {
    const error = errorOf({ ISSUER_URL: 'here', TIMEOUT_MS: 'soon', IS_LOCAL: 'perhaps' });
    expect(error).toBeInstanceOf(ConfigError);
    const { message } = error as ConfigError;
    expect(message).toContain('API_KEY is not set');
    expect(message).toContain('ISSUER_URL must match format "uri"');
    expect(message).toContain('TIMEOUT_MS must be integer');
    expect(message).toContain('IS_LOCAL must be boolean');
  });

  it('calls an empty setting one that is not set', () => {
    expect(errorOf({ ...valid, API_KEY: '' })).toMatchObject({ message: 'API_KEY is not set' });
  });

  it('never repeats a value, which may be a secret', () => {
    const error = errorOf({ ...valid, API_KEY: 'geheim', ISSUER_URL: 'geheim' });
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).not.toContain('geheim');
  });

  it.each(['0', '-1', '1.5', '1e999', 'Infinity', 'NaN', '2147483648'])(
    'takes no duration of %s',
    (TIMEOUT_MS) => {
      expect(errorOf({ ...valid, TIMEOUT_MS })).toBeInstanceOf(ConfigError);
    },
  );
});

describe('the settings of every service', () => {
  it.each(['http', 'queue,stream', 'http,ws', 'http,queue,stream,ws'])(
    'know the roles %s',
    (ROLES) => {
      expect(parseConfig(processSettings, { STAGE: 'local', ROLES }).ROLES).toBe(ROLES);
    },
  );

  it.each(['all', 'http,', 'http queue'])('do not know the roles %s', (ROLES) => {
    expect(() => parseConfig(processSettings, { STAGE: 'local', ROLES })).toThrow(ConfigError);
  });

  it.each([undefined, '', 'Local', '1st', 'a'.repeat(22)])('refuse the stage %s', (STAGE) => {
    expect(() => parseConfig(processSettings, { STAGE })).toThrow('STAGE');
  });

  it('say how a queue is consumed', () => {
    const read = parseConfig(queueSettings, { QUEUE_CONCURRENCY: '7' });
    expect(queueOptions(read)).toMatchObject({ concurrency: 7, pollers: 2, retryBaseMs: 1_000 });
    expect(queueOptions(read).visibilitySeconds).toBeUndefined();
  });
});
