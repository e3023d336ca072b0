import { accountId, region } from '../emulator.ts';

/** The queue's name is the last part of its URL, whatever host a client reached it by, and of its ARN. */
export function queueNameOf(urlOrArn: string): string {
  return urlOrArn.slice(Math.max(urlOrArn.lastIndexOf('/'), urlOrArn.lastIndexOf(':')) + 1);
}

export function queueArn(name: string): string {
  return `arn:aws:sqs:${region}:${accountId}:${name}`;
}

/** The URL that a client sees: on the host that it came by. */
export function queueUrl(name: string, host: string): string {
  return `http://${host}/${accountId}/${name}`;
}

/** The URL under which fauxqs files a queue when the caller's host is `localhost`. */
export function storedQueueUrl(name: string): string {
  return `http://sqs.${region}.localhost/${accountId}/${name}`;
}
