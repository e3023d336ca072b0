import { AwsError } from '../emulator.ts';
import type { Fauxqs } from '../fauxqs.ts';

/** The JSON that an SQS action takes or gives. Checked by fauxqs, not here. */
export type SqsJson = Record<string, unknown>;

/** Asks fauxqs for one SQS action. Rejects with AwsError when it refuses. */
export type SqsCall = (action: string, input: SqsJson) => Promise<SqsJson>;

interface Refusal {
  __type?: string;
  message?: string;
}

export function createSqsCall(fauxqs: Fauxqs): SqsCall {
  return async (action, input) => {
    const answer = await fauxqs.request({
      method: 'POST',
      url: '/',
      headers: {
        host: 'localhost',
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${action}`,
      },
      body: Buffer.from(JSON.stringify(input)),
    });
    const output = JSON.parse(answer.body.toString()) as SqsJson;
    if (answer.status < 400) return output;
    const { __type = 'InternalFailure', message = '' } = output as Refusal;
    throw new AwsError(__type.slice(__type.indexOf('#') + 1), message, answer.status);
  };
}
