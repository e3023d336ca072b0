import type { IncomingHttpHeaders } from 'node:http';

/** What S3 keeps with an object and fauxqs does not. It travels as metadata under a name that no user chooses. */
const keptHeaders = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];
const prefix = 'x-amz-meta-.';

/** Content types that fauxqs would parse instead of keeping the bytes. */
const parsed = /^application\/(x-amz-json-1\.0|x-www-form-urlencoded)/;
const parsedType = `${prefix}content-type`;

type Headers = Record<string, string>;

/** The headers for fauxqs: no signature, no host, nothing about the connection. */
export function storedHeaders(headers: IncomingHttpHeaders): Headers {
  const stored: Headers = { host: 'localhost' };
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string') continue;
    if (keptHeaders.includes(name)) {
      const encodings = value.split(',').map((encoding) => encoding.trim());
      const own = encodings.filter((encoding) => encoding !== 'aws-chunked' && encoding !== '');
      if (own.length < encodings.length) stored['content-encoding'] = 'aws-chunked';
      if (own.length > 0) stored[prefix + name] = name === 'content-encoding' ? own.join() : value;
    } else if (name === 'content-type' && parsed.test(value)) {
      stored[parsedType] = value;
      stored[name] = 'application/octet-stream';
    } else if (/^(content-type|range|if-.*|x-amz-(meta-|copy|metadata).*)$/.test(name)) {
      stored[name] = value;
    }
  }
  return stored;
}

/** The headers of an answer from fauxqs, with what was hidden in metadata put in its place. */
export function answeredHeaders(stored: Readonly<Headers>, query: URLSearchParams): Headers {
  const answered: Headers = {};
  for (const [name, value] of Object.entries(stored)) {
    if (!/^(connection|keep-alive|transfer-encoding|date)$/.test(name)) answered[name] ??= value;
    if (name.startsWith(prefix)) {
      Reflect.deleteProperty(answered, name);
      answered[name.slice(prefix.length)] = value;
    }
  }
  for (const name of [...keptHeaders, 'content-type']) {
    const override = query.get(`response-${name}`);
    if (override) answered[name] = override;
  }
  return answered;
}
