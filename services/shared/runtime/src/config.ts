import { Type, type Static, type TObject, type TProperties, type TSchema } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

/** A setting is missing or wrong. The message names every one of them, and never a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** A URL of another part of the system. Has no default. */
export const Url = Type.String({ format: 'uri' });
/** A duration in milliseconds. At most what a timer of Node takes: it ends a longer one at once. */
export const Milliseconds = (defaultMs: number): TSchema & { static: number } =>
  Type.Integer({ minimum: 1, maximum: 2_147_483_647, default: defaultMs });

const ajv = formats.default(
  new Ajv({
    allErrors: true,
    coerceTypes: true,
    useDefaults: true,
    removeAdditional: 'all',
    // Else limits are not applied to an `Infinity` that was made of text.
    strictNumbers: false,
  }),
);

/**
 * Reads the settings that `properties` describe out of the environment. An empty variable is an absent one.
 * @throws ConfigError that tells of all that is wrong together
 */
export function parseConfig<P extends TProperties>(
  properties: P,
  environment: Readonly<Record<string, string | undefined>>,
): Static<TObject<P>> {
  const schema = { ...Type.Object(properties), additionalProperties: false };
  const validate = ajv.compile<Static<TObject<P>>>(schema);
  const present = Object.entries(environment).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const settings: unknown = Object.fromEntries(present);
  if (validate(settings)) return settings;
  const wrong = (validate.errors ?? []).map(({ instancePath, keyword, params, message }) =>
    keyword === 'required'
      ? `${String(params.missingProperty)} is not set`
      : `${instancePath.slice(1)} ${message ?? 'is wrong'}`,
  );
  throw new ConfigError([...new Set(wrong)].join('; '));
}
