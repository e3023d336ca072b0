import { Type } from '@sinclair/typebox';
import { localIssuer } from '@waybill/runtime/http/authentication';
import { bodyOf } from '@waybill/runtime/http/input';
import { Router } from 'express';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const TokenBody = Type.Object({
  subject: Type.String({ minLength: 1, maxLength: 64 }),
  roles: Type.Optional(Type.Array(Type.String({ maxLength: 50 }), { maxItems: 20 })),
});

const algorithm = 'ES256';

/** Gives a token to anybody who asks. Its keys live as long as the process, and only local services believe them. */
export async function createDevIssuer(audience: string): Promise<Router> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  const kid = 'local';
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' };
  const router = Router();
  router.get('/auth/jwks.json', (_, response) => void response.json({ keys: [jwk] }));
  router.post('/auth/dev-token', async (request, response) => {
    const { subject, roles = [] } = bodyOf(request, TokenBody);
    const token = await new SignJWT({ roles })
      .setProtectedHeader({ alg: algorithm, kid })
      .setIssuer(localIssuer)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('12h')
      .sign(privateKey);
    response.json({ token });
  });
  return router;
}
