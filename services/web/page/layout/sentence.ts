import { ApiProblem } from '../api/problem.ts';

const known: Readonly<Record<string, string>> = {
  'product-unknown': 'This was listed only just now. Try again in a moment.',
  'price-differs':
    'A price has changed since this was put into the basket. Take it out and put it in again, at the new price.',
  'order-is-shipped': 'It is on its way already, and cannot be cancelled any more.',
  'order-is-not-a-draft': 'This basket was bought already.',
  forbidden: 'You may not do this. Sign in as somebody who may.',
};

/** What went wrong, in a sentence that says what to do. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiProblem) return known[error.code] ?? error.message;
  return 'The shop does not answer. Nothing is lost; try again in a moment.';
}
