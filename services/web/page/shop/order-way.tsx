import type { Step, StepState } from './way.ts';

const titles = { placed: 'Placed', stock: 'Stock', payment: 'Payment', shipping: 'Shipping' };
const marks: Readonly<Record<StepState, string>> = {
  ...{ done: '✓', doing: '…', waiting: '', failed: '✕', undone: '↩', released: '–', skipped: '–' },
};
const words: Readonly<Record<Step['name'], Readonly<Record<StepState, string>>>> = {
  placed: {
    ...{ done: 'We have it', doing: 'Under way', waiting: '' },
    ...{ failed: 'Refused', undone: 'Taken back', released: '', skipped: '' },
  },
  stock: {
    ...{ done: 'Reserved for you', doing: 'Being reserved', waiting: 'Next' },
    ...{
      failed: 'Could not be reserved',
      undone: 'Given back',
      released: 'Given back, if reserved',
      skipped: 'Not needed',
    },
  },
  payment: {
    ...{ done: 'Paid', doing: 'Being charged', waiting: 'After that' },
    ...{
      failed: 'Not paid',
      undone: 'Returned to you',
      released: 'Returned, if taken',
      skipped: 'Not charged',
    },
  },
  shipping: {
    ...{ done: 'On its way', doing: 'Being arranged', waiting: 'At last' },
    ...{
      failed: 'Could not be sent',
      undone: 'Called back',
      released: 'Called back, if arranged',
      skipped: 'Not sent',
    },
  },
};

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** An order's way, drawn as it happens; what is undone is seen to be. */
export function OrderWay({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="way" aria-label="The order’s way">
      {steps.map(({ name, state, at }) => (
        <li key={name} className={state} {...(state === 'doing' && { 'aria-current': 'step' })}>
          <span className="mark" aria-hidden="true">
            {marks[state]}
          </span>
          <span className="title">{titles[name]}</span>
          <span className="word">{words[name][state]}</span>
          {at !== undefined && <time dateTime={at}>{time.format(new Date(at))}</time>}
        </li>
      ))}
    </ol>
  );
}
