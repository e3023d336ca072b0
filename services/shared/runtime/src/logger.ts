import { pino, type Logger } from 'pino';
import { currentCause } from './cause.ts';

export type { Logger };

/** A logger whose lines are JSON with the service's name and, within a request or message, its correlation id. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: [
      'req.headers.authorization',
      'token',
      'ticket',
      'email',
      'shippingAddress',
      'paymentMethod',
    ],
    mixin: () => {
      const correlationId = currentCause()?.correlationId;
      return correlationId === undefined ? {} : { correlationId };
    },
  });
}
