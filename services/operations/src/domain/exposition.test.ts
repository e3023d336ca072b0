import fc from 'fast-check';
import { parseExposition } from './exposition.ts';
import { flowOf } from './flow.ts';

const all = () => true;
const escaped = (text: string) =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

describe('Prometheus text', () => {
  it('is read back as it was written, whatever its labels hold', () => {
    const name = fc.stringMatching(/^[a-z_]{1,10}$/);
    const sample = fc.record({
      name,
      labels: fc.dictionary(
        name,
        fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '}', ',', '=', ' ', 'ü') }),
      ),
      // Text knows no -0.
      value: fc.double({ noNaN: true }).map((value) => value + 0),
    });
    fc.assert(
      fc.property(fc.array(sample), (samples) => {
        const text = samples.map(({ name: of, labels, value }) => {
          const pairs = Object.entries(labels).map(([key, label]) => `${key}="${escaped(label)}"`);
          return `# HELP ${of} x\n${of}{${pairs.join(',')}} ${String(value).replace('Infinity', 'Inf')} 1234`;
        });
        expect(parseExposition(text.join('\n'), all)).toEqual(
          samples.map(({ labels, ...rest }) => ({ ...rest, labels: { ...labels } })),
        );
      }),
    );
  });

  it('is left out where it is none, or not wanted', () => {
    const text = 'a 1\nnonsense\n{x="1"} 2\nb NaN\nb{le="+Inf"} +Inf\r\n';
    expect(parseExposition(text, (name) => name !== 'a')).toEqual([
      { name: 'b', labels: { le: '+Inf' }, value: Infinity },
    ]);
  });
});

describe('the flow', () => {
  it('sums what pods say', () => {
    const pod = (n: number) => `
waybill_messages_total{type="OrderPlaced",outcome="done",service="fulfilment"} ${n}
waybill_messages_total{type="OrderPlaced",outcome="retry",service="fulfilment"} 1
waybill_messages_in_flight{service="fulfilment"} 2
waybill_message_age_seconds_bucket{le="0.1",service="fulfilment"} ${n}
waybill_message_age_seconds_bucket{le="+Inf",service="fulfilment"} ${n + 1}
waybill_message_age_seconds_count{service="fulfilment"} ${n + 1}
waybill_published_total{kind="event",service="relay"} ${n}
`;
    expect(flowOf(parseExposition(pod(3) + pod(4), all))).toMatchObject({
      services: [
        {
          service: 'fulfilment',
          handled: [
            { type: 'OrderPlaced', outcome: 'done', count: 7 },
            { type: 'OrderPlaced', outcome: 'retry', count: 2 },
          ],
          inFlight: 4,
          age: { buckets: [{ le: 0.1, count: 7 }], count: 9 },
        },
      ],
      published: [{ kind: 'event', count: 7 }],
      sagasNeedingAttention: 0,
    });
  });
});
