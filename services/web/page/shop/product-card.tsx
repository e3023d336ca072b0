import { usePerson, useSession } from '../session/session-provider.tsx';
import { sentenceOf } from '../layout/sentence.ts';
import { useBasket } from './basket-provider.tsx';
import { money } from './money.ts';
import { Picture } from './picture.tsx';
import type { Product } from './product.ts';
import { useAction } from './use-action.ts';

export function ProductCard({ product }: { product: Product }) {
  const { productId, name, unitPrice, currency } = product;
  const { basket, content } = useBasket();
  const session = useSession();
  const person = usePerson();
  const add = useAction(async () => {
    if (person) await basket.add(productId);
    else await session.signIn('customer');
  });
  const inBasket = (content?.items ?? [])
    .filter((item) => item.productId === productId)
    .reduce((sum, item) => sum + item.quantity, 0);
  return (
    <article className="card product">
      <Picture product={product} sizes="(max-width: 40rem) 45vw, 16rem" />
      <h2>{name}</h2>
      <p className="price">{money(unitPrice, currency)}</p>
      {person?.isStaff !== true && (
        <button
          type="button"
          className="primary"
          onClick={() => add.run()}
          disabled={add.isUnderWay}
        >
          Add<span className="unseen"> {name} to the basket</span>
        </button>
      )}
      <p className="note" role="status">
        {add.error !== undefined
          ? sentenceOf(add.error)
          : inBasket > 0 && `${inBasket} in the basket`}
      </p>
    </article>
  );
}
