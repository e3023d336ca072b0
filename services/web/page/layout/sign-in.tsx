import { useNavigate } from 'react-router';
import { usePerson, useSession } from '../session/session-provider.tsx';

/** Who is signed in, and how to be somebody else. */
export function SignIn() {
  const { config, signIn, signOut } = useSession();
  const person = usePerson();
  const navigate = useNavigate();
  const isDev = config.signIn.kind === 'dev';
  const change = async (as: 'customer' | 'staff') => {
    await signIn(as);
    await navigate(as === 'staff' ? '/desk' : '/');
  };
  if (!person) {
    return (
      <div className="person">
        <button type="button" onClick={() => void signIn('customer')}>
          Sign in
        </button>
      </div>
    );
  }
  return (
    <div className="person">
      <span className="who" title={person.subject}>
        {person.isStaff ? `${person.subject} (staff)` : person.subject}
      </span>
      {isDev ? (
        <button type="button" onClick={() => void change(person.isStaff ? 'customer' : 'staff')}>
          {person.isStaff ? 'Be a customer' : 'Be staff'}
        </button>
      ) : (
        <button type="button" onClick={() => void signOut()}>
          Sign out
        </button>
      )}
    </div>
  );
}
