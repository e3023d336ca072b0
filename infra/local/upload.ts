import { awsEnvironment } from './environment.ts';
import { parseUpload, uploadUsage } from './upload/arguments.ts';
import { upload } from './upload/upload.ts';
import { ConfigError } from '@waybill/runtime/config';

/** Uploads files as a supplier or the staff would, and says what the system made of them. */
async function main(): Promise<number> {
  const wanted = parseUpload(process.argv.slice(2), process.env);
  if (wanted === 'help') {
    console.log(uploadUsage);
    return 0;
  }
  process.env = { ...awsEnvironment(wanted.endpoint), ...process.env };
  process.env.AWS_ENDPOINT_URL = wanted.endpoint;
  return upload(wanted, {
    print: (line) => console.log(line),
    complain: (line) => console.error(line),
  });
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    console.error(error instanceof ConfigError ? message : `Not uploaded: ${message}`);
    process.exitCode = 2;
  },
);
