import type { AnyContract } from '@waybill/contracts/contract';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const services = fileURLToPath(new URL('../../../', import.meta.url));

/** Every contract of the system: what is said between services, what sagas keep, and what a domain keeps to itself. */
export async function everyContract(): Promise<AnyContract[]> {
  const domains = readdirSync(services).map((service) => join(services, service, 'src/domain'));
  const files = [
    ...sourcesIn(join(services, 'shared/contracts/src')),
    join(services, 'shared/kernel/src/saga-facts.ts'),
    ...domains.flatMap(sourcesIn),
  ];
  const modules = await Promise.all(files.map((file) => import(file) as Promise<object>));
  const exported = modules.flatMap((module) => Object.values(module).flat() as unknown[]);
  return [...new Set(exported)].filter(isContract);
}

function sourcesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => /\.ts$/.test(file) && !/\.test\./.test(file));
  return files.map((file) => join(folder, file));
}

function isContract(value: unknown): value is AnyContract {
  return typeof value === 'function' && 'schema' in value && 'schemaVersion' in value;
}
