import type { Request } from 'express';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { Unavailable } from '@waybill/kernel/failure';
import { ConfigError } from '../config.ts';
import { Problem } from './problem.ts';

/** Who asks. */
export interface User {
  /** The token's `sub`; a customer's is the customer id. */
  readonly subject: string;
  readonly isStaff: boolean;
  /** When the token ends, in milliseconds since 1970. */
  readonly expiresAtMs: number;
}

/** Whose tokens are believed. */
export interface IssuerSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  /** Only what starts the local issuer itself may say so. */
  readonly allowLocalIssuer?: boolean;
}

/** The issuer of the embedded default, whose tokens anybody can have. */
export const localIssuer = 'urn:waybill:local-issuer';

/** What is wrong with a token, rather than with its issuer. */
const refusals = [
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  errors.JOSENotSupported,
  errors.JOSEAlgNotAllowed,
];

/** Tells who sends a request. */
export type Authenticate = (request: Request) => Promise<User>;

/** Verifies bearer tokens by the issuer's published keys, as OpenID Connect providers have them. */
export function createAuthentication(settings: IssuerSettings): Authenticate {
  const { issuer, audience, jwksUrl, allowLocalIssuer = false } = settings;
  if (issuer === localIssuer && !allowLocalIssuer) {
    throw new ConfigError(
      'OIDC_ISSUER is the local issuer, which gives a token to anybody who asks',
    );
  }
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 2_000 });
  return async (request) => {
    const token = bearerOf(request);
    if (!token) throw unauthorized('Send a bearer token in Authorization');
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        requiredClaims: ['sub', 'exp'],
      });
      return userOf(payload);
    } catch (error) {
      if (refusals.some((refusal) => error instanceof refusal)) {
        throw unauthorized('The token is not valid here');
      }
      throw new Unavailable('the issuer does not answer', { cause: error });
    }
  };
}

/** The request's bearer token, whoever it is of. */
export function bearerOf({ headers }: Pick<Request, 'headers'>): string | undefined {
  return /^Bearer ([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1];
}

/** Answers 403 unless the user is staff. */
export function requireStaff({ isStaff }: User): void {
  if (!isStaff) throw new Problem(403, 'forbidden', 'Only staff may do this');
}

function userOf({ sub = '', exp = 0, roles }: JWTPayload): User {
  const isStaff = Array.isArray(roles) && roles.includes('staff');
  return { subject: sub, isStaff, expiresAtMs: exp * 1_000 };
}

function unauthorized(detail: string): Problem {
  return new Problem(401, 'unauthorized', detail);
}
