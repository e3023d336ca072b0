import { changes, orderChanges } from '@waybill/contracts/names';

/** Something that is done to the cluster, and when: a part of the time in which the orders come in. */
export interface Step {
  readonly at: number;
  readonly what: 'scale' | 'kill' | 'split' | 'merge';
  /** A service to scale or to lose a pod, or a stream to split or merge. */
  readonly target: string;
  readonly replicas?: number;
}

const scaled = ['relay', 'inventory'];
const streams = [changes, orderChanges];

const scale = (at: number, replicas: number): Step[] =>
  scaled.map((target) => ({ at, what: 'scale', target, replicas }));
const reshard = (at: number, what: 'split' | 'merge'): Step[] =>
  streams.map((target) => ({ at, what, target }));

const kills = (target: string, ...times: number[]): Step[] =>
  times.map((at) => ({ at, what: 'kill', target }));

/**
 * Three pods for three shards, and back again; and the death, beside all that the seed kills, of those who see to
 * uploads and to figures, in the middle of it.
 */
export const plan: readonly Step[] = [
  ...scale(0.05, 3),
  ...reshard(0.2, 'split'),
  ...reshard(0.35, 'split'),
  ...reshard(0.55, 'merge'),
  ...reshard(0.7, 'merge'),
  ...scale(0.85, 1),
  ...kills('documents', 0.14, 0.46, 0.79),
  ...kills('inventory', 0.4),
  ...kills('catalog', 0.48, 0.82),
  ...kills('analytics', 0.3, 0.65, 0.95),
];
