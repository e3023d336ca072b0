import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from 'express';
import { because } from '../cause.ts';
import type { Platform } from '../platform.ts';
import { notFound, problemOf } from './problem.ts';

const correlationPattern = /^[\w.-]{1,100}$/;
const traceparentPattern = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Gives every request a correlation id, its own or a new one, and answers with it. */
export function correlate({ newId }: Pick<Platform, 'newId'>): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-correlation-id') ?? '';
    const correlationId = correlationPattern.test(given) ? given : newId();
    const traced = request.get('traceparent') ?? '';
    const traceparent = traceparentPattern.test(traced) ? traced : undefined;
    response.set('x-correlation-id', correlationId);
    because({ correlationId, traceparent }, next);
  };
}

/** Counts and logs every request when it is answered. Paths are logged as routes, without what they name. */
export function observe({ metrics, log }: Pick<Platform, 'metrics' | 'log'>): RequestHandler {
  return (request, response, next) => {
    const end = metrics.requests.startTimer();
    response.on('finish', () => {
      const { method } = request;
      const route = (request.route as { path?: string } | undefined)?.path ?? 'none';
      const status = String(response.statusCode);
      const seconds = end({ method, route, status });
      log.debug({ method, route, status, seconds }, 'request');
    });
    next();
  };
}

/** What no route took. */
export function nothingHere(request: Request): never {
  throw notFound(`No ${request.method} ${request.path.slice(0, 200)} here`);
}

/** Answers whatever was thrown as `application/problem+json`. */
export function answerProblems({ log }: Pick<Platform, 'log'>): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, _request: Request, response: Response, next: NextFunction) => {
    const problem = problemOf(error);
    if (problem.status >= 500) log.error({ err: error }, 'request-failed');
    if (response.headersSent) {
      next(error);
      return;
    }
    if (problem.status === 401) response.set('www-authenticate', 'Bearer');
    if (problem.status === 503) response.set('retry-after', '1');
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}
