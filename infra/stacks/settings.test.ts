import { parseStageSettings } from './settings.ts';
import { leastSettings } from './testing/synthesised.ts';

describe("a stage's settings", () => {
  it('are four at least; the others have the usual values', () => {
    expect(parseStageSettings(leastSettings)).toEqual({
      ...leastSettings,
      ...{ QUEUE_ENCRYPTION: 'sse-sqs', POD_TRUST: 'pod-identity', NAMESPACE: 'waybill' },
      ...{ TARGET_RETRY_ATTEMPTS: 185, TARGET_RETRY_SECONDS: 86_400 },
    });
  });

  it('are all named at once where they are missing', () => {
    expect(() => parseStageSettings({ POD_TRUST: 'irsa', STATE_BUCKET: 'state' })).toThrow(
      'STAGE is not set; AWS_REGION is not set; AWS_ACCOUNT_ID is not set; MAIL_FROM is not set; ' +
        'EKS_OIDC_ISSUER is not set, which POD_TRUST irsa needs; ' +
        'STATE_REGION is not set, which STATE_BUCKET needs',
    );
  });

  it.each([
    ['STAGE', 'Prod_1', /STAGE/],
    ['AWS_ACCOUNT_ID', '12', /AWS_ACCOUNT_ID/],
    ['MAIL_FROM', 'nobody', /MAIL_FROM/],
    ['QUEUE_ENCRYPTION', 'none', /QUEUE_ENCRYPTION/],
    ['TARGET_RETRY_ATTEMPTS', '186', /TARGET_RETRY_ATTEMPTS/],
    ['EKS_OIDC_ISSUER', 'http://issuer', /EKS_OIDC_ISSUER/],
  ])('refuse %s %s', (name, value, message) => {
    expect(() => parseStageSettings({ ...leastSettings, [name]: value })).toThrow(message);
  });
});
