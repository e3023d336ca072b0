import { Bar, BarChart, CartesianGrid, ResponsiveContainer, XAxis, YAxis } from 'recharts';

/** Bars, and the same as a table for those who do not see them. */
export function SalesChart({
  title,
  bars,
  format,
}: {
  title: string;
  bars: readonly { readonly name: string; readonly value: number }[];
  format: (value: number) => string;
}) {
  return (
    <figure className="chart card">
      <figcaption>
        <h2>{title}</h2>
      </figcaption>
      <div aria-hidden="true">
        <ResponsiveContainer width="100%" height={220}>
          <BarChart data={[...bars]} accessibilityLayer={false} margin={{ left: 8, right: 8 }}>
            <CartesianGrid vertical={false} />
            <XAxis dataKey="name" minTickGap={24} />
            <YAxis width={70} tickFormatter={format} allowDecimals={false} />
            <Bar dataKey="value" isAnimationActive={false} />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <details>
        <summary>As a table</summary>
        <table>
          <tbody>
            {bars
              .filter(({ value }) => value > 0)
              .map(({ name, value }, index) => (
                <tr key={index}>
                  <th scope="row">{name}</th>
                  <td className="number">{format(value)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
