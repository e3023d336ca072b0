import { useId, type ReactNode } from 'react';

/** A labelled field with what is wrong with it. */
export function Field({
  label,
  error,
  hint,
  children,
}: {
  label: string;
  error?: string | undefined;
  hint?: string;
  children: (props: {
    id: string;
    'aria-describedby': string;
    'aria-invalid': boolean;
  }) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-note`, 'aria-invalid': error !== undefined })}
      <span id={`${id}-note`} className={error === undefined ? 'quiet' : 'wrong'}>
        {error ?? hint}
      </span>
    </div>
  );
}
