import type { Platform } from '@waybill/runtime/platform';
import { partitionOf, staffPartition, type Push } from './domain/topic.ts';
import type { Hub } from './hub.ts';
import { PodLine } from './pod-line.ts';
import type { ConnectionRow, Pod, Registry } from './registry.ts';
import type { Signature } from './signature.ts';

/** Those who watch everything are looked up so often, at most: what they watch begins when they come, give or take this. */
const staffKnownMs = 1_000;

/** Brings each update to the pods that hold somebody whom it concerns. */
export class Dispatcher {
  readonly #platform: Platform;
  readonly #registry: Registry;
  readonly #hub: Hub;
  readonly #own: () => Pod | undefined;
  readonly #signature: Signature;
  readonly #lines = new Map<string, PodLine>();
  #staff: { readonly atMs: number; readonly rows: Promise<ConnectionRow[]> } | undefined;

  /** @param own this pod, if it holds connections */
  constructor(
    platform: Platform,
    parts: { registry: Registry; hub: Hub; own: () => Pod | undefined; signature: Signature },
  ) {
    this.#platform = platform;
    this.#registry = parts.registry;
    this.#hub = parts.hub;
    this.#own = parts.own;
    this.#signature = parts.signature;
  }

  /** Resolves when every pod concerned has it, or is gone. With nobody there it has cost one query. */
  async push(push: Push): Promise<void> {
    const [customers, staff] = await Promise.all([
      this.#registry.watchers(partitionOf(push.customerId)),
      this.#staffRows(),
    ]);
    const byEpoch = new Map<string, ConnectionRow[]>();
    for (const row of [...customers, ...staff]) {
      const rows = byEpoch.get(row.epoch);
      if (rows) rows.push(row);
      else byEpoch.set(row.epoch, [row]);
    }
    if (byEpoch.size === 0) this.#platform.metrics.pushes.inc({ outcome: 'nobody' });
    await Promise.all([...byEpoch.values()].map((rows) => this.#deliver(push, rows)));
  }

  async #deliver(push: Push, rows: readonly ConnectionRow[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const pod = { url: first.pod, epoch: first.epoch };
    if (pod.epoch === this.#own()?.epoch) {
      this.#hub.deliver([push]);
      return;
    }
    if ((await this.#lineTo(pod).deliver(push)) === 'delivered') return;
    this.#platform.log.info({ pod: pod.url, connections: rows.length }, 'pod-gone');
    await Promise.all(rows.map((row) => this.#registry.remove(row)));
    this.#staff = undefined;
  }

  #lineTo(pod: Pod): PodLine {
    const key = `${pod.url} ${pod.epoch}`;
    const known = this.#lines.get(key);
    if (known) return known;
    for (const [each, line] of this.#lines) if (line.isIdle) this.#lines.delete(each);
    const line = new PodLine(this.#platform, pod, this.#signature);
    this.#lines.set(key, line);
    return line;
  }

  async #staffRows(): Promise<ConnectionRow[]> {
    const nowMs = this.#platform.now().getTime();
    if (!this.#staff || nowMs - this.#staff.atMs >= staffKnownMs) {
      const rows = this.#registry.watchers(staffPartition);
      this.#staff = { atMs: nowMs, rows };
    }
    try {
      return await this.#staff.rows;
    } catch (error) {
      this.#staff = undefined;
      throw error;
    }
  }
}
