import { commitTables } from '../commit-tables.ts';
import { parseArguments } from './arguments.ts';

const now = new Date('2026-03-10T12:00:00.000Z');
const parse = (line: string, environment: Record<string, string> = { STAGE: 'test' }) =>
  parseArguments(line === '' ? [] : line.split(' '), { environment, now });

describe('the command line', () => {
  it('takes the stage from the environment, or from --stage', () => {
    expect(parse('dlq list')).toMatchObject({ name: 'dlq list', stage: 'test', isJson: false });
    expect(parse('dlq list --stage prod --json')).toMatchObject({ stage: 'prod', isJson: true });
  });

  it('names a queue by its logical name, and so its home', () =>
    expect(parse('dlq redrive payments-undelivered --max 3 --dry-run')).toMatchObject({
      from: { queue: 'payments-undelivered', service: 'payments' },
      max: 3,
      isDryRun: true,
    }));

  it('shows the references that a stream’s follower has put aside', () =>
    expect(parse('dlq show orders-stream-dlq')).toMatchObject({
      from: { queue: 'orders-stream-dlq', follower: 'orders' },
      max: 10,
    }));

  it('wants every filter to hold', () => {
    const command = parse('dlq redrive orders-dlq --only type=A --only reason~version');
    if (command.name !== 'dlq redrive') throw new Error('not understood');
    expect(command.only({ type: 'A', reason: 'schema Version 2' })).toBe(true);
    expect(command.only({ type: 'A', reason: 'not JSON' })).toBe(false);
    expect(command.only({ type: 'B', reason: 'schema version 2' })).toBe(false);
  });

  it('knows instants by day, by offset and by how long ago they are', () => {
    expect(parse('republish --since 2026-03-01 --until 2026-03-02T01:00:00+01:00')).toMatchObject({
      since: '2026-03-01T00:00:00.000Z',
      until: '2026-03-02T00:00:00.000Z',
      tables: commitTables,
    });
    expect(parse('republish --since 90m --table order-commits')).toMatchObject({
      since: '2026-03-10T10:30:00.000Z',
      tables: ['order-commits'],
    });
  });

  it.each(['--help', 'help', 'dlq redrive -h'])('helps with %s', (line) =>
    expect(parse(line, {})).toEqual({ name: 'help' }),
  );

  it.each([
    ['', /what shall be done/],
    ['dlq', /no command "dlq"/],
    ['dlq purge orders-dlq', /no command "dlq purge"/],
    ['dlq list orders-dlq', /"orders-dlq"/],
    ['dlq show', /needs a queue/],
    ['dlq show orders', /only .*orders-dlq/],
    ['dlq show orders-dlq orders-undelivered', /"orders-undelivered"/],
    ['dlq show orders-dlq --dry-run', /no --dry-run/],
    ['dlq list --only type=A', /no --only/],
    ['dlq redrive relay-stream-dlq', /references, not messages: .*waybill republish --since …/],
    ['dlq redrive analytics-stream-dlq --dry-run', /waybill republish --since … --table order-c/],
    ['dlq redrive orders-stream-dlq', /by the order’s next commit, and by nothing else/],
    ['dlq redrive inventory-stream-dlq', /looked at again when it next crosses/],
    ['dlq redrive catalog-stream-dlq', /no queue "catalog-stream-dlq"/],
    ['dlq redrive orders-dlq --max 0', /--max is/],
    ['dlq redrive orders-dlq --max 1e3', /--max is/],
    ['dlq redrive orders-dlq --only colour=red', /--only is/],
    ['dlq redrive orders-dlq --only type', /--only is/],
    ['dlq redrive orders-dlq --forec', /--forec/],
    ['republish', /needs --since/],
    ['republish --since yesterday', /--since is/],
    ['republish --since 2026-02-30', /--since is/],
    ['republish --since 2026-03-01T10:00', /--since is/],
    ['republish --since 2026-04-01', /future/],
    ['republish --since 1h --until 2h', /not after/],
    ['republish --since 1h --table orders', /no table "orders"/],
    ['saga show', /needs an order/],
    ['saga resume saga-ord-1', /id is like/],
    ['dlq list --stage Prod!', /STAGE must match/],
  ])('refuses "%s"', (line, message) => expect(() => parse(line)).toThrow(message));

  it('names the stage when it is missing', () =>
    expect(() => parse('dlq list', {})).toThrow(/STAGE is not set .*--stage/));
});
