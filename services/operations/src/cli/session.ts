import type { Platform } from '@waybill/runtime/platform';

/** What a command has at hand. */
export interface Session {
  readonly platform: Platform;
  readonly isJson: boolean;
  /** What was asked for. */
  readonly print: (text: string) => void;
  /** How it goes, for whoever waits: now and then, and apart from what is printed. */
  readonly progress: (text: string) => void;
  /** What went wrong beside it. */
  readonly warn: (text: string) => void;
  /** Fires when the person has had enough. */
  readonly signal: AbortSignal;
  /** How long an empty receive waits, in seconds. */
  readonly waitSeconds: number;
}

/** Prints a result: as JSON for programs, else in words. */
export function show({ isJson, print }: Session, value: unknown, words: () => string): void {
  print(isJson ? JSON.stringify(value, null, 2) : words());
}
