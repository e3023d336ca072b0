import { Link } from 'react-router';

export function NotFound() {
  return (
    <>
      <h1>There is nothing here</h1>
      <p>
        <Link to="/">To the shop</Link>
      </p>
    </>
  );
}
