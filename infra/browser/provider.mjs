/** An OpenID Connect provider of somebody else's making, with one public client that has to use PKCE: node provider.mjs PORT PAGE */
import Provider from 'oidc-provider';

const [port = '', page = ''] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'page',
      token_endpoint_auth_method: 'none',
      redirect_uris: [`${page}/signed-in`],
      post_logout_redirect_uris: [page],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      // Else it refuses addresses that are not HTTPS.
      application_type: 'native',
    },
  ],
  // Whoever signs in is who they say: its own pages ask for a name and for any password.
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  extraTokenClaims: (_, { accountId }) => ({ roles: accountId === 'anna' ? ['staff'] : [] }),
  clientBasedCORS: (_, origin) => origin === page,
  pkce: { required: () => true },
  // An access token that services can read: a JSON web token for their audience.
  features: {
    resourceIndicators: {
      enabled: true,
      defaultResource: () => 'urn:waybill',
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'openid profile offline_access',
        audience: 'waybill',
        accessTokenFormat: 'jwt',
        accessTokenTTL: 3_600,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  cookies: { keys: ['known-to-everybody'] },
});

provider.listen(Number(port), '127.0.0.1', () => console.log(`Provider ${issuer}`));
