/** Says that something is under way, to eyes and ears. */
export function Waiting({ what = 'Loading' }: { what?: string }) {
  return (
    <p className="waiting" role="status">
      {what} …
    </p>
  );
}
