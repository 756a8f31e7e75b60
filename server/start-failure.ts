import { BadSetting, type Config } from './config.ts';
import { UnfinishedRestore } from './store/restore-mark.ts';
import type { CliTexts } from './texts.ts';

export class UnknownOption extends Error {
  override readonly name = 'UnknownOption';
  readonly option: string;
  readonly known: readonly string[];

  constructor(option: string, known: readonly string[]) {
    super(`unknown option ${option}`);
    this.option = option;
    this.known = known;
  }
}

/** One sentence about why the server did not start, in the words of whoever has to do something about it. */
export function explainStart(error: unknown, config: Config | null, texts: CliTexts): string {
  if (error instanceof BadSetting) return texts.badSetting(error.setting, error.wanted);
  if (error instanceof UnknownOption) return texts.unknownOption(error.option, error.known);
  if (error instanceof UnfinishedRestore) return texts.unfinishedRestore;
  if (isUnreadableAddress(error)) return texts.badSetting('MONGODB_URI', { kind: 'mongodb' });
  // What others say may end in a stop of its own or go over several lines; ours is one sentence.
  const message = (error instanceof Error ? error.message : String(error))
    .replaceAll(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
  if (!config) return texts.failed(message);
  const { host, port, dataDir } = config;
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return texts.portInUse(host, port);
    case 'EACCES':
      return isListening(error) ? texts.portNotAllowed(host, port) : texts.disk(dataDir, message);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return isListening(error) ? texts.badHost(host) : texts.failed(message);
    case 'locked':
      return texts.locked(dataDir);
    case 'corrupt':
      return texts.corrupt(dataDir, message);
    case 'disk':
      return texts.disk(dataDir, message);
    default:
      return isDatabase(error) ? texts.databaseAway(message) : texts.failed(message);
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : null;

const isListening = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'syscall' in error &&
  (error.syscall === 'listen' || error.syscall === 'getaddrinfo');

const isDatabase = (error: unknown): boolean => error instanceof Error && error.name.startsWith('Mongo');

/** Said by the driver before it tries to connect. */
const UNREADABLE = [
  'MongoParseError',
  'MongoInvalidArgumentError',
  'MongoMissingCredentialsError',
  'MongoAPIError',
];
const isUnreadableAddress = (error: unknown): boolean =>
  error instanceof Error && UNREADABLE.includes(error.name);
