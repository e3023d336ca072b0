import { deadLettersIn, type Queues } from './answers.ts';
import { duration } from './durations.ts';
import { arrows, boxes, boxHeight, boxWidth, pathOf, type Arrow, type Box } from './picture.ts';
import type { Rates } from './rates.ts';

/** The flow as a picture. The table below it says the same to those who do not see it. */
export function FlowPicture({ rates, queues }: { rates: Rates; queues: Queues | undefined }) {
  const places = new Map(boxes.map((box) => [box.name, box]));
  return (
    <svg className="picture-of-flow" viewBox="-30 0 965 500" aria-hidden="true" focusable="false">
      {arrows.map((arrow) => {
        const from = places.get(arrow.from);
        const to = places.get(arrow.to);
        return (
          from && to && <Line key={`${arrow.from} ${arrow.to}`} {...{ arrow, from, to, rates }} />
        );
      })}
      {boxes.map((box) => (
        <BoxOf key={box.name} box={box} rates={rates} queues={queues} />
      ))}
    </svg>
  );
}

function Line({ arrow, from, to, rates }: { arrow: Arrow; from: Box; to: Box; rates: Rates }) {
  const { published } = arrow;
  const rate =
    published === undefined ? rates.handled.get(arrow.to) : rates.published.get(published);
  // What a service commits without having heard anything is not told apart by the metrics: its arrow stands still.
  const source = arrow.to === 'relay' ? rates.handled.get(arrow.from) : rate;
  const isFlowing = (source ?? 0) > 0;
  const lag = published === undefined ? rates.age.get(arrow.to) : rates.publishLag;
  return (
    <g>
      <path d={pathOf(arrow, from, to)} className={isFlowing ? 'flowing' : ''} />
      {arrow.to !== 'relay' && !arrow.round && (
        <text
          className="figure on-arrow"
          x={to.x - 8}
          y={to.y + boxHeight / 2 + (published === 'command' ? 20 : -10)}
        >
          {`${Math.round(rate ?? 0)}/min`}
          {lag !== undefined && `, ${duration(lag * 1_000)}`}
        </text>
      )}
    </g>
  );
}

function BoxOf({ box, rates, queues }: { box: Box; rates: Rates; queues: Queues | undefined }) {
  const { name, x, y, isWayOfAll } = box;
  const own = queues?.queues.filter(({ service }) => service === name) ?? [];
  const inbox = own.find(({ kind }) => kind === 'inbox');
  const dead = deadLettersIn(own);
  const rate = rates.handled.get(name) ?? 0;
  const hasArrow = arrows.some(({ to, round }) => to === name && !round);
  const state = dead > 0 ? 'troubled' : rate > 0 ? 'busy' : '';
  return (
    <g className={isWayOfAll ? 'way-of-all' : state} transform={`translate(${x} ${y})`}>
      <rect width={boxWidth} height={boxHeight} rx="10" />
      <text className="name" x={boxWidth / 2} y={isWayOfAll ? 36 : 22}>
        {name}
      </text>
      {inbox && (
        <text className="figure" x={boxWidth / 2} y="40">
          {!hasArrow && `${Math.round(rate)}/min, `}
          {`${inbox.visible ?? '?'} waiting`}
        </text>
      )}
      {dead > 0 && (
        <text className="figure" x={boxWidth / 2} y="55">
          {`${dead} dead letters`}
        </text>
      )}
    </g>
  );
}
