import { seededAssortment, type Article } from './seeded-assortment.ts';
import type { Row } from './row.ts';
import { seededRandom } from './random.ts';

const orders = 130;
const longestOrder = 592;
const creditNotes = 6;
const countries = ['Norway', 'Germany', 'EIRE', 'France', 'Australia', 'Netherlands'];

/** The rows of a made day, shaped as the real one is: the same seed makes the same day. */
export function seededRows(seed: number): Row[] {
  const random = seededRandom(seed);
  const upTo = (most: number) => 1 + Math.floor(random() * most);
  const assortment = seededAssortment(random);
  const anArticle = () => assortment[upTo(assortment.length) - 1] as Article;
  const rows: Row[] = [];
  const add = (row: Omit<Row, 'line' | 'date'>) =>
    rows.push({ ...row, line: rows.length + 1, date: '2010-12-01' });

  const sell = (invoice: string, length: number, isGuest: boolean) => {
    const customer = isGuest ? undefined : String(12_346 + upTo(5_000));
    const country = random() < 0.93 ? 'United Kingdom' : (countries[upTo(6) - 1] as string);
    let article = anArticle();
    for (let line = 0; line < length; line++) {
      // Now and then a product comes again on a line of its own.
      if (random() > 0.02) article = anArticle();
      const { stockCode, description } = article;
      // Without an account a customer pays more, as in the real shop.
      const unitPrice = isGuest ? Math.ceil(article.unitPrice * 1.2) : article.unitPrice;
      const quantity = random() < 0.01 ? 100 + upTo(400) : upTo(12);
      add({ invoice, stockCode, description, quantity, unitPrice, customer, country });
    }
  };

  for (let order = 0; order < orders; order++) {
    const isLongest = order === Math.floor(orders / 2);
    // Squaring makes most orders short, as in the real shop.
    const length = isLongest ? longestOrder : Math.max(1, Math.round(random() ** 2 * 40));
    sell(String(600_000 + order), length, isLongest || random() < 0.05);
    if (order % 13 === 7) add(foundMissing(String(700_000 + order), anArticle(), upTo(50)));
  }
  for (let note = 0; note < creditNotes; note++) {
    add({ ...foundMissing(`C${800_000 + note}`, anArticle(), -upTo(12)), unitPrice: upTo(900) });
  }
  return rows;
}

/** What the shop writes into its books without selling: nobody buys it, for no money. */
function foundMissing(invoice: string, { stockCode }: Article, quantity: number) {
  const row = { invoice, stockCode, description: '', quantity, unitPrice: 0 };
  return { ...row, customer: undefined, country: 'United Kingdom' };
}
