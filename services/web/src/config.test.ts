import { localIssuer } from '@waybill/runtime/http/authentication';
import { parseWebConfig } from './config.ts';
import { policyFor } from './security-policy.ts';

const needed = {
  ...{ OIDC_ISSUER: 'https://id.example/realms/shop', OIDC_CLIENT_ID: 'page' },
  ...{ SHOP_NAME: 'Shop', PAGE_DIR: '/page' },
};

describe('the settings of the page', () => {
  it('need an issuer and a client id', () => {
    expect(() => parseWebConfig({})).toThrow(/OIDC_ISSUER is not set.*OIDC_CLIENT_ID is not set/);
    expect(parseWebConfig(needed).PAGE_SANDBOX_CARDS).toBe(false);
  });

  it('take the local issuer only where it is allowed', () => {
    const local = { ...needed, OIDC_ISSUER: localIssuer, OIDC_CLIENT_ID: undefined };
    expect(() => parseWebConfig(local)).toThrow();
    expect(() => parseWebConfig({ ...local, OIDC_ALLOW_LOCAL_ISSUER: 'true' })).not.toThrow();
  });
});

describe('the security policy', () => {
  it('lets the page ask its issuer, and nobody else', () => {
    const connect = (authority?: string) => /connect-src ([^;]+)/.exec(policyFor(authority))?.[1];
    expect(connect()).toBe("'self'");
    expect(connect('https://id.example/realms/shop')).toBe("'self' https://id.example");
  });
});
