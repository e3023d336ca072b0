/** An answer that everybody who asks within a while shares; asked for once at a time. A failure is not kept. */
export function keptBriefly<T>(
  forMs: number,
  now: () => number,
  ask: () => Promise<T>,
): () => Promise<T> {
  let kept: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    if (kept && now() - kept.at < forMs) return kept.answer;
    const answer = ask();
    const mine = { at: now(), answer };
    kept = mine;
    answer.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return answer;
  };
}
