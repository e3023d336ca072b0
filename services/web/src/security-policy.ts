/**
 * The page's Content-Security-Policy: everything from here, nothing inline, nothing of others but the issuer's answers.
 *
 * @param authority the OpenID Connect provider that the page asks for its endpoints and tokens
 */
export function policyFor(authority: string | undefined): string {
  const issuer = authority === undefined ? [] : [new URL(authority).origin];
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'"],
    // Of the page's own origin, WebSockets are `'self'` too (CSP 3).
    'connect-src': ["'self'", ...issuer],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
