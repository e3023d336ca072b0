import { ConfigError } from '@waybill/runtime/config';
import { parseNotificationsConfig } from './config.ts';

const needed = { MAIL_FROM: 'shop@example.org', SHOP_NAME: 'Lamps' };
const parse = (more: Record<string, string> = {}) =>
  parseNotificationsConfig({ ...needed, ...more });

describe('the settings of notifications', () => {
  it('are those of SES, for every kind, unless said otherwise', () => {
    expect(parse()).toMatchObject({
      ...{ MAIL_TRANSPORT: 'ses', MAIL_LOCALE: 'en-GB' },
      MAIL_KINDS: 'received,shipped,cancelled',
    });
  });

  it.each([
    ['', 'none'],
    ['none', 'none'],
    ['shipped', 'shipped'],
    ['cancelled,received', 'cancelled,received'],
  ])('take the kinds %j as %j', (given, taken) => {
    expect(parse({ MAIL_KINDS: given }).MAIL_KINDS).toBe(taken);
  });

  it.each([
    ['MAIL_KINDS', 'received,delivered'],
    ['MAIL_KINDS', 'received,'],
    ['MAIL_LOCALE', 'english'],
    ['MAIL_LOCALE', 'en_GB'],
    ['MAIL_TRANSPORT', 'pigeon'],
    ['MAIL_CONFIGURATION_SET', 'a b'],
  ])('refuse %s=%s', (name, value) => {
    expect(() => parse({ [name]: value })).toThrow(new RegExp(`^${name} `));
  });

  it('ask for a server where mail goes by SMTP, along with all else that is missing', () => {
    expect(() => parseNotificationsConfig({ MAIL_TRANSPORT: 'smtp' })).toThrow(
      new ConfigError('MAIL_FROM is not set; SHOP_NAME is not set; SMTP_URL is not set'),
    );
    const SMTP_URL = 'smtps://shop:secret@mail.example.org:465?name=shop';
    expect(parse({ MAIL_TRANSPORT: 'smtp', SMTP_URL })).toMatchObject({ SMTP_URL });
  });

  it('never show a secret', () => {
    const wrong = () => parse({ MAIL_TRANSPORT: 'smtp', SMTP_URL: 'http://shop:secret@mail' });
    expect(wrong).toThrow(ConfigError);
    expect(wrong).not.toThrow(/secret/);
  });
});
