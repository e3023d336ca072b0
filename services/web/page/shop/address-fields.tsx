import { useSession } from '../session/session-provider.tsx';
import { countries } from './countries.ts';
import { Field } from './field.tsx';

const fields = [
  { name: 'name', label: 'Name', autoComplete: 'name', most: 100 },
  { name: 'line1', label: 'Street and number', autoComplete: 'address-line1', most: 100 },
  {
    name: 'line2',
    label: 'More of the address (if needed)',
    autoComplete: 'address-line2',
    most: 100,
  },
  { name: 'city', label: 'Town', autoComplete: 'address-level2', most: 100 },
  { name: 'postalCode', label: 'Postal code', autoComplete: 'postal-code', most: 20 },
] as const;

export function AddressFields({ wrong }: { wrong: ReadonlyMap<string, string> }) {
  const { sandboxCards } = useSession().config;
  return (
    <>
      {fields.map(({ name, label, autoComplete, most }) => (
        <Field
          key={name}
          label={label}
          error={wrong.get(`/shippingAddress/${name}`)}
          {...(name === 'postalCode' &&
            sandboxCards && { hint: '00000 is where the sandbox’s carrier cannot deliver.' })}
        >
          {(props) => (
            <input
              {...props}
              name={name}
              autoComplete={autoComplete}
              maxLength={most}
              required={name !== 'line2'}
            />
          )}
        </Field>
      ))}
      <Field label="Country" error={wrong.get('/shippingAddress/country')}>
        {(props) => (
          <select {...props} name="country" autoComplete="country" defaultValue="GB">
            {countries().map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}
