import { connect } from 'node:net';

import { startEmbeddedAws, type EmbeddedAws } from './embedded-aws.ts';
import { serviceOf } from './service-of.ts';

let aws: EmbeddedAws;

beforeAll(async () => {
  aws = await startEmbeddedAws({ port: 0 });
});

afterAll(() => aws.stop());

const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
const signed = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host`;

describe('a request goes to', () => {
  it.each([
    ['the service that its signature names', 'ses', 'POST', '/', { authorization: signed('ses') }],
    [
      'S3 when presigned',
      's3',
      'GET',
      '/b/k?X-Amz-Credential=k%2F20260101%2Fus-east-1%2Fs3%2Faws4_request',
      {},
    ],
    [
      'the service that its target names',
      'events',
      'POST',
      '/',
      { 'x-amz-target': 'AWSEvents.PutEvents' },
    ],
    [
      'DynamoDB by target',
      'dynamodb',
      'POST',
      '/',
      { 'x-amz-target': 'DynamoDB_20120810.GetItem' },
    ],
    ['Kinesis by target', 'kinesis', 'POST', '/', { 'x-amz-target': 'Kinesis_20131202.PutRecord' }],
    ['SQS by queue URL', 'sqs', 'POST', '/000000000000/orders', {}],
    ['S3 by path', 's3', 'GET', '/bucket/key', {}],
    ['S3 by host', 's3', 'GET', '/', { host: 'bucket.localhost:4566' }],
    ['SES to read mails', 'ses', 'GET', '/_aws/ses', {}],
    ['nobody', undefined, 'POST', '/', form],
  ])('%s', (_, service, method, url, headers) => {
    expect(serviceOf(method, url, headers)).toBe(service);
  });
});

describe('the endpoint', () => {
  it('says what it serves to who asks for something else', async () => {
    const response = await fetch(aws.endpoint, {
      method: 'POST',
      headers: { authorization: signed('lambda') },
    });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no \\"lambda\\" here. Served are: sqs,');
  });

  it('refuses a body that is too large, and serves on', async () => {
    const response = await fetch(`${aws.endpoint}/bucket/key`, {
      method: 'PUT',
      body: Buffer.alloc(64 * 1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
    expect(await response.text()).toContain('upload larger objects in parts');
    expect((await fetch(`${aws.endpoint}/_waybill/health`)).status).toBe(200);
  });

  it.each([
    'NONSENSE\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: nope\r\n\r\n',
    'GET //[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AmazonSQS.SendMessage\r\nConnection: close\r\nContent-Length: 1\r\n\r\n{',
    'POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AmazonSQS.toString\r\nConnection: close\r\nContent-Length: 2\r\n\r\n[]',
  ])('survives %j', async (bytes) => {
    const answer = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(Number(new URL(aws.endpoint).port), '127.0.0.1');
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('close', () => resolve(received));
      socket.on('error', reject);
      socket.write(bytes);
    });
    expect(answer).toMatch(/^HTTP\/1.1 [45]\d\d/);
    expect((await fetch(`${aws.endpoint}/_waybill/health`)).status).toBe(200);
  });

  it('tells command line tools who they are', async () => {
    const response = await fetch(aws.endpoint, {
      method: 'POST',
      headers: { ...form, authorization: signed('sts') },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    expect(await response.text()).toContain('<Account>000000000000</Account>');
  });

  it('keeps the state of each start apart, and says when its port is taken', async () => {
    const other = await startEmbeddedAws({ port: 0 });
    await fetch(`${other.endpoint}/only-there`, { method: 'PUT' });
    expect((await fetch(`${other.endpoint}/only-there`)).status).toBe(200);
    expect((await fetch(`${aws.endpoint}/only-there`)).status).toBe(404);
    await other.stop();
    const port = Number(new URL(aws.endpoint).port);
    await expect(startEmbeddedAws({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
