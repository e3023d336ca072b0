import { Router } from 'express';
import { runService } from '@waybill/runtime/service';

/** A service that a test runs as a process: `POST /stand-still` has its consumer stand still. */
let turns = true;
const http = Router().post('/stand-still', (_, response) => {
  turns = false;
  response.sendStatus(204);
});
const queue = { start: () => undefined, stop: () => Promise.resolve(), isTurning: () => turns };

await runService('still', () => ({ http, queue }));
