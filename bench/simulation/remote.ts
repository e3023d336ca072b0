import type { EventStore } from '@waybill/runtime/event-store';
import type { QueuePort } from '@waybill/runtime/queue/queue-port';
import type { Table } from '@waybill/runtime/table';
import type { MemoryQueue } from '@waybill/testing/memory-queue';
import type { Network } from './network.ts';
import type { Pod } from './pod.ts';

/** A store as a pod reaches it. */
export function remoteStore(
  network: Network,
  pod: Pod,
  resource: string,
  store: EventStore,
): EventStore {
  return {
    read: (aggregateId, after) =>
      network.call(pod, {
        resource,
        operation: `read ${aggregateId}`,
        effect: () => store.read(aggregateId, after),
        isRead: true,
      }),
    append: (commit, writes) =>
      network.call(pod, {
        resource,
        operation: `append ${commit.aggregateId}/${commit.version}`,
        effect: () => store.append(commit, writes),
      }),
  };
}

/** A table as a pod reaches it. */
export function remoteTable<Item extends object>(
  network: Network,
  pod: Pod,
  resource: string,
  table: Table<Item>,
): Table<Item> {
  const read = <T>(operation: string, effect: () => Promise<T>): Promise<T> =>
    network.call(pod, { resource, operation, effect, isRead: true });
  return {
    get: (key, options) => read('get', () => table.get(key, options)),
    getMany: (keys) => read('getMany', () => table.getMany(keys)),
    query: (query) => read('query', () => table.query(query)),
    put: (item, condition) =>
      network.call(pod, { resource, operation: 'put', effect: () => table.put(item, condition) }),
    delete: (key) =>
      network.call(pod, { resource, operation: 'delete', effect: () => table.delete(key) }),
  };
}

/** A queue as a pod reaches it, by long polls. */
export function remoteQueue(network: Network, pod: Pod, queue: MemoryQueue): QueuePort {
  const call = <T>(operation: string, effect: () => Promise<T> | T): Promise<T> =>
    network.call(pod, { resource: 'queues', operation, effect });
  return {
    visibilityMs: queue.visibilityMs,
    receive: ({ ready, take, failed }) => {
      const stopping = new AbortController();
      let running: Promise<void> = Promise.resolve();
      const poll = async (): Promise<void> => {
        while (!stopping.signal.aborted) {
          await ready(stopping.signal);
          await queue.visible(stopping.signal);
          if (hasFired(stopping.signal)) return;
          try {
            take(await call('receive', () => queue.receiveNow()));
          } catch (error) {
            failed(error);
          }
        }
      };
      return {
        start: () => {
          running = poll();
        },
        stop: () => {
          stopping.abort();
          return running;
        },
      };
    },
    delete: (messages) => call('delete', () => queue.delete(messages)),
    changeVisibility: (changes) => call('changeVisibility', () => queue.changeVisibility(changes)),
    bury: (message, attributes) => call('bury', () => queue.bury(message, attributes)),
  };
}

function hasFired({ aborted }: AbortSignal): boolean {
  return aborted;
}
