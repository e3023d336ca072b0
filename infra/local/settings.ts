import { Type, type Static, type TObject } from '@sinclair/typebox';
import { parseArgs } from 'node:util';
import { ConfigError, parseConfig } from '@waybill/runtime/config';

const settings = {
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 8080 }),
  AWS_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4566 }),
  LOG_LEVEL: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'silent'].map((level) => Type.Literal(level)),
    { default: 'error' },
  ),
};

/** What the embedded default can be told. */
export type LocalSettings = Static<TObject<typeof settings>> & {
  /** Whether the shop opens with a few products. */
  readonly isSeeded: boolean;
};

export const usage = `Usage: npm start -- [--port N] [--aws-port N] [--no-seed]

Starts the whole system: an embedded AWS, every service, and one HTTP edge with the page.

  --port N       the edge's port (8080; or PORT)
  --aws-port N   the embedded AWS's port (4566; or AWS_PORT)
  --no-seed      opens the shop empty, without the small catalogue
  LOG_LEVEL      trace, debug, info, warn, error (the default) or silent

Every service's own settings may be set in the environment too; see docs/configuration.md.`;

/** Reads the command line and the environment. @throws ConfigError */
export function parseLocalSettings(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): LocalSettings | 'help' {
  const options = {
    port: { type: 'string' },
    'aws-port': { type: 'string' },
    'no-seed': { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...argv], options });
    if (values.help) return 'help';
    const parsed = parseConfig(settings, {
      ...environment,
      PORT: values.port ?? environment.PORT,
      AWS_PORT: values['aws-port'] ?? environment.AWS_PORT,
    });
    return { ...parsed, isSeeded: values['no-seed'] !== true };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
