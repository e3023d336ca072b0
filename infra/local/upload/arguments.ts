import { uploadsPrefix } from '@waybill/contracts/names';
import { ProductId } from '@waybill/contracts/values';
import { violations } from '@waybill/contracts/validation';
import { ConfigError } from '@waybill/runtime/config';
import { existsSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { localStage } from '../environment.ts';

/** What is to be uploaded, and where to. */
export interface UploadOrder {
  readonly endpoint: string;
  readonly stage: string;
  readonly waitMs: number;
  readonly files: readonly { readonly path: string; readonly key: string }[];
}

export const uploadUsage = `Usage: npm run upload -- FILE… [--as invoice|image] [--product ID] [--aws-port N] [--endpoint URL]

Puts files into the bucket of the documents, and waits for what becomes of them.

  --as           what the files are; without it, pictures are told by their extension and all else is an invoice
  --product ID   the product that one picture shows; without it, the file's name without its extension
  --aws-port N   the embedded AWS's port (4566; or AWS_PORT)
  --endpoint URL any other AWS (or AWS_ENDPOINT_URL)
  --wait N       how many seconds to wait for the outcome (30)`;

const pictures = /^\.(jpe?g|png|webp|avif|gif)$/i;

/** Reads the command line. @throws ConfigError that says what is wrong */
export function parseUpload(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): UploadOrder | 'help' {
  const { values, positionals } = parsed(argv);
  if (values.help) return 'help';
  if (positionals.length === 0) throw new ConfigError(`Name a file.\n\n${uploadUsage}`);
  const { as, product } = values;
  if (as !== undefined && as !== 'invoice' && as !== 'image') {
    throw new ConfigError('--as is invoice or image');
  }
  if (product !== undefined && positionals.length > 1) {
    throw new ConfigError('--product takes one picture at a time');
  }
  const port = numberOf('--aws-port', values['aws-port'] ?? environment.AWS_PORT ?? '4566', 65_535);
  const isPort = values['aws-port'] !== undefined;
  const named = values.endpoint ?? (isPort ? undefined : environment.AWS_ENDPOINT_URL);
  return {
    endpoint: named ?? `http://127.0.0.1:${port}`,
    stage: environment.STAGE ?? localStage,
    waitMs: numberOf('--wait', values.wait ?? '30', 3_600) * 1_000,
    files: positionals.map((path) => ({ path, key: keyOf(path, as, product) })),
  };
}

function parsed(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    ...{ as: text, product: text, 'aws-port': text, endpoint: text, wait: text },
    help: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function keyOf(path: string, as: string | undefined, product: string | undefined): string {
  if (!existsSync(path)) throw new ConfigError(`There is no file ${path}`);
  if (!statSync(path).isFile()) throw new ConfigError(`${path} is not a file`);
  const extension = extname(path);
  const isImage = as === 'image' || (as === undefined && pictures.test(extension));
  if (!isImage) return `${uploadsPrefix}invoices/${basename(path)}`;
  const productId = product ?? basename(path, extension);
  if (violations(ProductId, productId).length > 0) {
    throw new ConfigError(`"${productId}" is no product id; name one with --product ID`);
  }
  return `${uploadsPrefix}images/${productId}${extension}`;
}

function numberOf(option: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= most) return number;
  throw new ConfigError(`${option} is a whole number up to ${most}`);
}
