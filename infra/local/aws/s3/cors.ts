import type { WireResponse } from '../emulator.ts';
import type { S3Request } from './s3-request.ts';

/** Answers a browser's preflight, and marks answers, for the origins that the bucket's CORS rules allow. */
export function corsHeaders(
  { headers, method }: S3Request,
  rules: string | undefined,
): Record<string, string> | undefined {
  const origin = headers.origin;
  if (!origin || !rules) return undefined;
  const wanted = headers['access-control-request-method'] ?? method;
  for (const [rule] of rules.matchAll(/<CORSRule>[\s\S]*?<\/CORSRule>/g)) {
    const origins = values(rule, 'AllowedOrigin');
    const methods = values(rule, 'AllowedMethod');
    if (!methods.includes(wanted) || !origins.some((allowed) => matches(allowed, origin))) continue;
    return {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
      'access-control-expose-headers': values(rule, 'ExposeHeader').join(', '),
      vary: 'Origin',
    };
  }
  return undefined;
}

export function withHeaders(
  answer: WireResponse,
  headers: Record<string, string> | undefined,
): WireResponse {
  return headers ? { ...answer, headers: { ...answer.headers, ...headers } } : answer;
}

function values(rule: string, element: string): string[] {
  return [...rule.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'g'))].map(
    ([, value = '']) => value,
  );
}

function matches(allowed: string, origin: string): boolean {
  const [before = '', after] = allowed.split('*');
  if (after === undefined) return allowed === origin;
  return origin.startsWith(before) && origin.endsWith(after);
}
