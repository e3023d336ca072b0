import type { Person } from './session.ts';

/** Reads a JSON web token without verifying it: services do that; the page only shows who it is of. */
export function claimsOf(token: string): { person: Person; expiresAtMs: number } {
  const payload = token.split('.')[1] ?? '';
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
    char.charCodeAt(0),
  );
  const { sub, roles, exp } = JSON.parse(new TextDecoder().decode(bytes)) as {
    sub: string;
    roles?: readonly string[];
    exp: number;
  };
  const isStaff = Array.isArray(roles) && roles.includes('staff');
  return { person: { subject: sub, isStaff }, expiresAtMs: exp * 1_000 };
}
