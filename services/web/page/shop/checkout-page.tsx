import './shop.css';
import { useEffect, useRef, type SyntheticEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { ApiProblem } from '../api/problem.ts';
import { Trouble } from '../layout/trouble.tsx';
import { AddressFields } from './address-fields.tsx';
import { useBasket } from './basket-provider.tsx';
import { contactOf } from './contact-of.ts';
import { Field } from './field.tsx';
import { money } from './money.ts';
import { PaymentFields } from './payment-fields.tsx';
import { useAction } from './use-action.ts';

export function CheckoutPage() {
  const { basket, content } = useBasket();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const buy = useAction(async (data: FormData) => {
    const orderId = await basket.buy(contactOf(data));
    await navigate(`/my/orders/${orderId}`);
  });
  const wrong = new Map(
    buy.error instanceof ApiProblem
      ? buy.error.errors.map(({ field, message }) => [field, message] as const)
      : [],
  );
  useEffect(() => {
    if (buy.error !== undefined) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [buy.error]);
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    buy.run(new FormData(event.currentTarget));
  };
  if ((!content || content.items.length === 0) && !buy.isUnderWay) {
    return (
      <>
        <title>Checkout</title>
        <h1>Checkout</h1>
        <p>
          The basket is empty. <Link to="/">To the shop</Link>
        </p>
      </>
    );
  }
  return (
    <>
      <title>Checkout</title>
      <h1>Checkout</h1>
      {buy.error !== undefined && <Trouble error={buy.error} />}
      <form ref={form} className="checkout" onSubmit={submit}>
        <fieldset className="card">
          <legend>Where it goes</legend>
          <Field label="E-mail" error={wrong.get('/email')}>
            {(props) => (
              <input {...props} name="email" type="email" autoComplete="email" required />
            )}
          </Field>
          <AddressFields wrong={wrong} />
        </fieldset>
        <PaymentFields error={wrong.get('/paymentMethod')} />
        <p className="onward">
          <button type="submit" className="primary" disabled={buy.isUnderWay}>
            {content && !buy.isUnderWay
              ? `Buy for ${money(content.total, content.currency)}`
              : 'Buying …'}
          </button>
        </p>
      </form>
    </>
  );
}
