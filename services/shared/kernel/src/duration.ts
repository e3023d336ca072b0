/** Milliseconds of `n` seconds. */
export const seconds = (n: number): number => n * 1_000;
/** Milliseconds of `n` minutes. */
export const minutes = (n: number): number => seconds(n * 60);
/** Milliseconds of `n` hours. */
export const hours = (n: number): number => minutes(n * 60);
