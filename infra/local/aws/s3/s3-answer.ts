import { randomUUID } from 'node:crypto';

import type { WireResponse } from '../emulator.ts';

export class S3Error extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export function xmlAnswer(body: string, status = 200): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId() },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

export function emptyAnswer(status: number): WireResponse {
  return { status, headers: { 'x-amz-request-id': requestId() }, body: '' };
}

export function s3Error(error: unknown): WireResponse {
  const { code, message, status } =
    error instanceof S3Error ? error : new S3Error('InternalError', String(error), 500);
  const text = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  return xmlAnswer(`<Error>${text}</Error>`, status);
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

function requestId(): string {
  return randomUUID().replaceAll('-', '').toUpperCase().slice(0, 16);
}
