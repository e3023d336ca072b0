import type { OrderUpdate, ServerFrame } from '@waybill/contracts/live-protocol';

/** What a watcher is told. */
export type TopicFrame = Extract<
  ServerFrame,
  { type: 'snapshot' | 'missed' | 'updates' | 'error' }
>;
export type TopicListener = (frame: TopicFrame) => void;

/** A topic that is watched: by whom, and up to which version of an order it has been told. */
export class Topic {
  readonly name: string;
  readonly listeners = new Set<TopicListener>();
  #version: number | undefined;
  #attempts = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** Asks for what is new since it was last told something. */
  subscription(): object {
    const since = this.#version === undefined ? {} : { since: this.#version };
    return { type: 'subscribe', topic: this.name, ...since };
  }

  /** How often in a row it could not be had. */
  failed(): number {
    return this.#attempts++;
  }

  forget(): void {
    this.#version = undefined;
  }

  /** Passes a frame on, without versions of the order that were told before. */
  tell(frame: TopicFrame): void {
    this.#attempts = 0;
    const fresh = this.name.startsWith('order:') ? this.#fresh(frame) : frame;
    if (fresh) for (const listener of this.listeners) listener(fresh);
  }

  #fresh(frame: TopicFrame): TopicFrame | undefined {
    if (frame.type !== 'missed' && frame.type !== 'updates') return frame;
    const isNew = ({ version }: OrderUpdate): boolean => version > (this.#version ?? -1);
    const updates = frame.updates.filter(isNew);
    const told = frame.type === 'missed' ? frame.version : 0;
    this.#version = Math.max(this.#version ?? 0, told, ...updates.map(({ version }) => version));
    if (frame.type === 'updates' && updates.length === 0) return undefined;
    return { ...frame, updates };
  }
}
