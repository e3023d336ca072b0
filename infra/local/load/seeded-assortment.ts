/** Something the made shop sells. */
export interface Article {
  readonly stockCode: string;
  readonly description: string;
  /** In pence. */
  readonly unitPrice: number;
}

const colours = ['WHITE', 'RED', 'BLUE', 'PINK', 'IVORY', 'GREEN', 'SILVER', 'VINTAGE', 'ZINC'];
const things = ['LANTERN', 'MUG', 'CLOCK', 'CUSHION', 'CANDLE', 'TEA TOWEL', 'CAKE STAND', 'FRAME'];
const variants = ['', '', '', 'A', 'B', 'D', 'd'];
const size = 1_300;

/** Product ids differ by case alone here and there (`20100D`, `20100d`), as the real ones do. */
export function seededAssortment(random: () => number): Article[] {
  const one = (choices: readonly string[]) =>
    choices[Math.floor(random() * choices.length)] as string;
  const article = (number: number, variant: string): Article => ({
    stockCode: `${20_000 + number}${variant}`,
    description: `${one(colours)} ${one(things)}`,
    // Most cost a pound or two, few cost more.
    unitPrice: 19 + Math.floor(random() ** 6 * 2_000) + Math.floor(random() * 250),
  });
  const articles: Article[] = [];
  for (let number = 0; articles.length < size; number++) {
    if (number % 100 === 0) articles.push(article(number, 'D'), article(number, 'd'));
    else articles.push(article(number, one(variants)));
  }
  return articles;
}
