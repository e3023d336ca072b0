import { Testing } from 'cdktf';
import { parseStageSettings } from '../settings.ts';
import { StageStack } from '../stage-stack.ts';

/** A resource as Terraform would read it, with every reference replaced by what it stands for. */
export interface TerraformResource {
  readonly id: string;
  readonly [attribute: string]: unknown;
}

/** What one resource says of another: `${type.id.attribute}`. */
export interface Reference {
  readonly type: string;
  readonly id: string;
  readonly attribute: string;
}

type Raw = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, Raw>>>>;

const reference = /\$\{([a-z0-9_]+)\.([\w-]+)\.([a-z_]+)\}/g;

/** The settings that a stage cannot do without. */
export const leastSettings = {
  STAGE: 'prod',
  AWS_REGION: 'eu-west-1',
  AWS_ACCOUNT_ID: '123456789012',
  MAIL_FROM: 'shop@example.com',
} as const;

/** A stage's stack, as it is synthesised. */
export class Synthesised {
  readonly json: string;
  readonly #resources: Resources;
  readonly #place: { readonly region: string; readonly account: string };

  constructor(environment: Readonly<Record<string, string>> = {}) {
    const settings = parseStageSettings({ ...leastSettings, ...environment });
    this.json = Testing.synth(new StageStack(Testing.app(), settings));
    this.#resources = (JSON.parse(this.json) as { resource: Resources }).resource;
    this.#place = { region: settings.AWS_REGION, account: settings.AWS_ACCOUNT_ID };
  }

  get types(): string[] {
    return Object.keys(this.#resources);
  }

  /** The resources of a type, such as `aws_sqs_queue`. */
  all(type: string): TerraformResource[] {
    return Object.entries(this.#resources[type] ?? {}).map(([id, raw]) => ({
      ...(this.#resolved(raw) as Raw),
      id,
    }));
  }

  references(): Reference[] {
    return [...this.json.matchAll(reference)].map(([, type = '', id = '', attribute = '']) => {
      return { type, id, attribute };
    });
  }

  /** Whether a resource is there. */
  has({ type, id }: Pick<Reference, 'type' | 'id'>): boolean {
    return this.#resources[type]?.[id] !== undefined;
  }

  #resolved(value: unknown): unknown {
    if (typeof value === 'string') {
      return value.replaceAll(reference, (_, type: string, id: string, attribute: string) =>
        this.#valueOf({ type, id, attribute }),
      );
    }
    if (Array.isArray(value)) return value.map((each) => this.#resolved(each));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, this.#resolved(each)]),
    );
  }

  #valueOf({ type, id, attribute }: Reference): string {
    const raw = this.#resources[type]?.[id];
    if (!raw) throw new Error(`there is no ${type} ${id}`);
    const own = this.#resolved(raw[attribute]);
    if (typeof own === 'string') return own;
    if (type === 'aws_s3_bucket' && attribute === 'id') return String(raw.bucket);
    if (type === 'aws_sqs_queue' && attribute === 'url') {
      const { region, account } = this.#place;
      return `https://sqs.${region}.amazonaws.com/${account}/${String(raw.name)}`;
    }
    if (attribute === 'arn') return this.#arnOf(type, this.#resolved(raw) as Raw);
    return `${type}/${id}/${attribute}`;
  }

  #arnOf(type: string, raw: Raw): string {
    const { region, account } = this.#place;
    const name = String(raw.name);
    const at = (service: string, rest: string): string =>
      `arn:aws:${service}:${region}:${account}:${rest}`;
    const ruleOf = raw.event_bus_name === 'default' ? '' : `${String(raw.event_bus_name)}/`;
    const arns: Readonly<Record<string, () => string>> = {
      aws_sqs_queue: () => at('sqs', name),
      aws_kinesis_stream: () => at('kinesis', `stream/${name}`),
      aws_cloudwatch_event_bus: () => at('events', `event-bus/${name}`),
      aws_cloudwatch_event_rule: () => at('events', `rule/${ruleOf}${name}`),
      aws_sns_topic: () => at('sns', name),
      aws_iam_role: () => `arn:aws:iam::${account}:role/${name}`,
      aws_s3_bucket: () => `arn:aws:s3:::${String(raw.bucket)}`,
      aws_cloudwatch_log_group: () => at('logs', `log-group:${name}`),
      aws_kms_key: () => at('kms', 'key/of-the-queues'),
    };
    const arn = arns[type];
    if (!arn) throw new Error(`nobody knows the ARN of a ${type}`);
    return arn();
  }
}
