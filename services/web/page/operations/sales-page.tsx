import { useState } from 'react';
import { useAnswer } from '../api/use-answer.ts';
import { Trouble } from '../layout/trouble.tsx';
import { Waiting } from '../layout/waiting.tsx';
import { money } from '../shop/money.ts';
import { duration } from './durations.ts';
import { SalesChart } from './sales-chart.tsx';
import {
  periods,
  periodUntil,
  pointsOf,
  queryOf,
  type CurrencySummary,
  type Period,
  type Summary,
  type TopProducts,
} from './sales.ts';

/** What was sold, by currency. */
export default function SalesPage() {
  const [ms, setMs] = useState<number>(periods[0].ms);
  const [nowMs, setNowMs] = useState(() => Date.now());
  const period = periodUntil(nowMs, ms);
  const query = queryOf(period);
  const { data, error, reload } = useAnswer<Summary>(`/analytics/summary?${query}`);
  const top = useAnswer<TopProducts>(`/analytics/top-products?${query}&limit=8`);
  const again = (): void => {
    setNowMs(Date.now());
    reload();
  };
  return (
    <>
      <title>Sales</title>
      <h1>Sales</h1>
      <div className="lookup">
        <label>
          <span>Period</span>
          <select
            value={ms}
            onChange={(event) => {
              setMs(Number(event.target.value));
              setNowMs(Date.now());
            }}
          >
            {periods.map(({ name, ms: value }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={again}>
          Look again
        </button>
      </div>
      {error !== undefined && <Trouble error={error} retry={reload} />}
      {error === undefined && top.error !== undefined && (
        <Trouble error={top.error} retry={top.reload} />
      )}
      {!data && error === undefined && <Waiting />}
      {data?.currencies.length === 0 && <p>Nothing was sold then. Place an order in the shop.</p>}
      {data?.currencies.map((sales) => (
        <Sales
          key={sales.currency}
          sales={sales}
          by={data.by}
          period={period}
          products={
            top.data?.currencies.find(({ currency }) => currency === sales.currency)?.products ?? []
          }
        />
      ))}
    </>
  );
}

function Sales({
  sales,
  by,
  period,
  products,
}: {
  sales: CurrencySummary;
  by: Summary['by'];
  period: Period;
  products: TopProducts['currencies'][number]['products'];
}) {
  const { currency, conversion, placedToShipped, series } = sales;
  const format = new Intl.DateTimeFormat(
    undefined,
    by === 'day'
      ? { day: 'numeric', month: 'short', timeZone: 'UTC' }
      : { hour: '2-digit', minute: '2-digit' },
  );
  const points = pointsOf({ by, series }, period);
  const bars = (value: (point: (typeof points)[number]) => number) =>
    points.map((point) => ({ name: format.format(new Date(point.at)), value: value(point) }));
  const amount = (minorUnits: number): string => money(minorUnits, currency);
  const took = (ms: number | null): string => (ms === null ? '–' : duration(ms));
  return (
    <section aria-label={`Sales in ${currency}`}>
      <dl className="figures">
        {[
          ['Orders', String(sales.orders)],
          ['Revenue', amount(sales.revenue)],
          [
            'Shipped of these',
            conversion.rate === null ? '–' : `${(100 * conversion.rate).toFixed(1)} %`,
          ],
          [
            'Placed to shipped',
            `${took(placedToShipped.medianMs)}, p95 ${took(placedToShipped.p95Ms)}`,
          ],
        ].map(([name, value]) => (
          <div key={name} className="card">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <SalesChart
        title={`Orders (${currency})`}
        bars={bars(({ orders }) => orders)}
        format={String}
      />
      <SalesChart
        title={`Revenue (${currency})`}
        bars={bars(({ revenue }) => revenue)}
        format={amount}
      />
      <SalesChart
        title={`Best sellers of these days, pieces (${currency})`}
        bars={products.map(({ productId, quantity }) => ({ name: productId, value: quantity }))}
        format={String}
      />
    </section>
  );
}
