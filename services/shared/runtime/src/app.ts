import type { Router } from 'express';
import type { Sockets } from './sockets.ts';
import type { Worker } from './worker.ts';

/** What a service is made of, by the role that runs it. Absent where a service has none. */
export interface App {
  readonly http?: Router;
  readonly queue?: Worker;
  readonly stream?: Worker;
  readonly ws?: Sockets;
}
