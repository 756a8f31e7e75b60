import { resolve } from 'node:path';

/** Typed, frozen settings. Only `main.ts` reads the environment. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Null: the embedded engine in `dataDir`. */
  readonly mongodbUri: string | null;
  /** Null: one process. */
  readonly redisUrl: string | null;
  /** Origin people use, without a trailing slash; null: taken from each request's scheme and Host. */
  readonly publicUrl: string | null;
  /** Express `trust proxy` value; null: nobody's X-Forwarded-For counts. */
  readonly trustProxy: string | null;
  readonly timeZone: string;
  readonly demoPassword: string | null;
  readonly logLevel: string;
}

/** What a setting should be, for a sentence in the reader's language. */
export type SettingKind =
  | { readonly kind: 'port' }
  | { readonly kind: 'url'; readonly schemes: readonly string[] }
  | { readonly kind: 'zone' };

export class BadSetting extends Error {
  override readonly name = 'BadSetting';
  readonly setting: string;
  readonly wanted: SettingKind;

  constructor(setting: string, wanted: SettingKind, message: string) {
    super(message);
    this.setting = setting;
    this.wanted = wanted;
  }
}

/**
 * Reads settings from environment variables.
 * @throws BadSetting naming the variable and what it should look like.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const text = (name: string): string | null => {
    const value = env[name]?.trim();
    return value === undefined || value === '' ? null : value;
  };
  return Object.freeze({
    port: portOf(text('PORT') ?? '3000'),
    host: text('HOST') ?? '127.0.0.1',
    dataDir: resolve(text('DATA_DIR') ?? './data'),
    mongodbUri: urlOf('MONGODB_URI', text('MONGODB_URI'), ['mongodb:', 'mongodb+srv:']),
    redisUrl: urlOf('REDIS_URL', text('REDIS_URL'), ['redis:', 'rediss:']),
    publicUrl: originOf('PUBLIC_URL', text('PUBLIC_URL')),
    trustProxy: text('TRUST_PROXY'),
    timeZone: zoneOf(text('TZ_NAME') ?? 'Asia/Shanghai'),
    demoPassword: text('DEMO_PASSWORD'),
    logLevel: text('LOG_LEVEL') ?? 'info',
  });
}

function portOf(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new BadSetting(
      'PORT',
      { kind: 'port' },
      `PORT must be a whole number from 0 to 65535, not "${value}"`,
    );
  }
  return port;
}

function urlOf(name: string, value: string | null, schemes: readonly string[]): string | null {
  if (value === null) return null;
  const scheme = schemes.find((allowed) => value.startsWith(`${allowed}//`));
  // A MongoDB address may list several hosts or a socket path, which URL cannot read: the driver checks the rest.
  if (scheme === undefined)
    throw new BadSetting(
      name,
      { kind: 'url', schemes },
      `${name} must begin with ${schemes.map((s) => `${s}//`).join(' or ')}`,
    );
  return value;
}

/** An address that is none would be found out by the first request only. */
function originOf(name: string, value: string | null): string | null {
  const schemes = ['http:', 'https:'];
  const url = urlOf(name, value, schemes);
  if (url === null || URL.canParse(url)) return url?.replace(/\/+$/, '') ?? null;
  throw new BadSetting(name, { kind: 'url', schemes }, `${name} is not an address`);
}

function zoneOf(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw new BadSetting(
      'TZ_NAME',
      { kind: 'zone' },
      `TZ_NAME must be an IANA time zone such as Asia/Shanghai, not "${name}"`,
    );
  }
}
