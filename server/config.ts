import { isIP } from 'node:net';
import { resolve } from 'node:path';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** Names that Express knows for ranges of addresses. */
const PROXY_NAMES = ['loopback', 'linklocal', 'uniquelocal'];

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
  | { readonly kind: 'zone' | 'mongodb' | 'proxy' }
  | { readonly kind: 'level'; readonly levels: readonly string[] };

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
    redisUrl: plainUrlOf('REDIS_URL', text('REDIS_URL'), ['redis:', 'rediss:']),
    publicUrl: plainUrlOf('PUBLIC_URL', text('PUBLIC_URL'), ['http:', 'https:'])?.replace(/\/+$/, '') ?? null,
    trustProxy: proxyOf(text('TRUST_PROXY')),
    timeZone: zoneOf(text('TZ_NAME') ?? 'Asia/Shanghai'),
    demoPassword: text('DEMO_PASSWORD'),
    logLevel: levelOf(text('LOG_LEVEL') ?? 'info'),
  });
}

function portOf(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535) {
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

/** An address that the platform itself can read. */
function plainUrlOf(name: string, value: string | null, schemes: readonly string[]): string | null {
  const url = urlOf(name, value, schemes);
  if (url === null || URL.canParse(url)) return url;
  throw new BadSetting(name, { kind: 'url', schemes }, `${name} is no address: "${url}"`);
}

function proxyOf(value: string | null): string | null {
  if (value === null || /^(true|false|\d+)$/.test(value)) return value;
  if (value.split(',').every((part) => PROXY_NAMES.includes(part.trim()) || isRange(part.trim())))
    return value;
  throw new BadSetting('TRUST_PROXY', { kind: 'proxy' }, `TRUST_PROXY names no addresses: "${value}"`);
}

function isRange(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  return isIP(address) > 0 && more.length === 0 && (length === undefined || isPrefix(length, bits));
}

const isPrefix = (text: string, bits: number): boolean =>
  isIP(text) === 4 || (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= bits);

function levelOf(value: string): string {
  if (LOG_LEVELS.some((level) => level === value)) return value;
  throw new BadSetting(
    'LOG_LEVEL',
    { kind: 'level', levels: LOG_LEVELS },
    `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${value}"`,
  );
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
