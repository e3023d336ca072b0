import { useSession } from '../session/session-provider.tsx';
import { cards } from './cards.ts';
import { Field } from './field.tsx';

/** How it is paid: by a card of the sandbox, or by a token that the payment provider made in its own field. */
export function PaymentFields({ error }: { error: string | undefined }) {
  const { sandboxCards } = useSession().config;
  return (
    <fieldset className="card">
      <legend>How it is paid</legend>
      {sandboxCards && error !== undefined && <p className="wrong">{error}</p>}
      {sandboxCards ? (
        cards.map(({ token, name, what }, index) => (
          <label key={token} className="choice">
            <input type="radio" name="paymentMethod" value={token} defaultChecked={index === 0} />
            <span>
              {name}
              <span className="quiet"> – {what}</span>
            </span>
          </label>
        ))
      ) : (
        <Field
          label="Payment token"
          error={error}
          hint="From the payment provider’s own field, which belongs here; never a card’s number."
        >
          {(props) => <input {...props} name="paymentMethod" pattern="[A-Za-z0-9_\-]+" required />}
        </Field>
      )}
    </fieldset>
  );
}
