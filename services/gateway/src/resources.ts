import type { TableDefinition } from '@waybill/contracts/resources';

/** The tables of gateway. */
export const tables: readonly TableDefinition[] = [
  {
    name: 'websocket-connections',
    partitionKey: 'topic',
    sortKey: { name: 'connectionId', type: 'S' },
    timeToLive: 'expiresAt',
  },
  { name: 'websocket-tickets', partitionKey: 'ticketHash', timeToLive: 'expiresAt' },
];
