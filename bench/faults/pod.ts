import type { RequestHandler, Response } from 'express';
import type { App } from '@waybill/runtime/app';
import { createAws } from '@waybill/runtime/aws';
import { createPlatform } from '@waybill/runtime/platform';
import type { Worker } from '@waybill/runtime/worker';
import { localStage } from '../../infra/local/environment.ts';
import { services } from '../../infra/local/services.ts';
import type { FaultProxy, Line } from './proxy.ts';

/** One life of a service: everything it says goes over a line of its own. */
export interface Pod {
  readonly service: string;
  readonly handle: RequestHandler;
  /** Ends at once: its line is cut, its customers' connections break, and what it remembers is gone. */
  kill(): void;
  /** Drains, as at SIGTERM. */
  stop(): Promise<void>;
}

/** Starts a service as its `main` does, in this process. */
export async function startPod(
  service: string,
  proxy: FaultProxy,
  environment: Readonly<Record<string, string>>,
): Promise<Pod> {
  const line = await proxy.open(service);
  const aws = createAws({ endpoint: line.url });
  const logLevel = process.env.FAULTS_LOG_LEVEL ?? 'silent';
  const platform = createPlatform(service, { stage: localStage, logLevel, aws });
  try {
    const providers = `${line.url}/sandbox`;
    const settings = { ...environment, PAYMENT_PROVIDER_URL: providers, CARRIER_URL: providers };
    const app = await services[service]?.(platform, settings);
    if (!app) throw new Error(`there is no service ${service}`);
    const workers = [app.queue, app.stream].filter((worker) => worker !== undefined);
    workers.forEach((worker) => worker.start());
    return podOf(service, { app, workers, line, close: () => aws.close() });
  } catch (error) {
    line.cut();
    aws.close();
    throw error;
  }
}

function podOf(
  service: string,
  life: { app: App; workers: readonly Worker[]; line: Line; close: () => void },
): Pod {
  const { app, workers, line, close } = life;
  const answering = new Set<Response>();
  let isDead = false;
  const stop = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.stop()));
    close();
  };
  return {
    service,
    handle: (request, response, next) => {
      if (isDead) response.destroy();
      else if (app.http) {
        answering.add(response);
        response.once('close', () => answering.delete(response));
        app.http(request, response, next);
      } else next();
    },
    kill: () => {
      isDead = true;
      line.cut();
      answering.forEach((response) => response.destroy());
      // Nothing that is left of it in this process reaches anybody; this only ends its loops.
      void stop().catch(() => undefined);
    },
    stop,
  };
}
