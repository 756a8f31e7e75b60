import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pino } from 'pino';
import { type Config, readConfig } from '../config.ts';
import { explainStart, UnknownOption } from '../start-failure.ts';
import { type BareDatabase, openBare } from '../store/beside.ts';
import { cliTexts, languageOf } from '../texts.ts';
import { BackupFault } from './problem.ts';
import { type BackupTexts, backupTexts } from './texts.ts';

/** What the two programs have in common: their arguments, the database, how they end. */
export interface Program {
  readonly texts: BackupTexts;
  readonly file: string;
  readonly signal: AbortSignal;
  readonly has: (option: string) => boolean;
  readonly print: (line: string) => void;
  /** Says now and then how far it is. */
  readonly onDocument: () => void;
  /** Opened only when asked for; closed at the end. */
  readonly open: (alone: boolean) => Promise<BareDatabase>;
}

export interface ProgramOptions {
  readonly options: readonly string[];
  readonly usage: (texts: BackupTexts) => string;
  /** @returns the exit code */
  readonly run: (program: Program) => Promise<number>;
}

/** Bad input and what went wrong; a difference that was found is 1, as in `npm run verify`. */
const FAILED = 2;
const SAY_EVERY_MS = 5000;

/** Runs a program from the command line to its exit code. Every failure is one sentence. */
export async function runProgram({ options, usage, run }: ProgramOptions): Promise<number> {
  const language = languageOf(process.env);
  const texts = backupTexts(language);
  const known = [...options, '--demo'];
  const args = process.argv.slice(2);
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort());
  let config: Config | null = null;
  let database: BareDatabase | null = null;
  try {
    const unknown = args.find((arg) => arg.startsWith('--') && !known.includes(arg));
    if (unknown !== undefined) throw new UnknownOption(unknown, known);
    const [file, ...more] = args.filter((arg) => !arg.startsWith('--'));
    if (file === undefined || more.length > 0) return fail(usage(texts));
    config = configFor(args);
    const { mongodbUri, dataDir } = config;
    return await run({
      texts,
      file,
      signal: ending.signal,
      has: (option) => args.includes(option),
      print,
      onDocument: progress((documents) => print(texts.progress(documents))),
      async open(alone) {
        // A mistyped DATA_DIR must not become an empty database.
        if (!alone && mongodbUri === null && !existsSync(join(dataDir, 'db')))
          throw new BackupFault({ kind: 'nothing' });
        database = await openBare({ mongodbUri, dataDir, log: pino({ level: 'silent' }), alone });
        return database;
      },
    });
  } catch (error) {
    return fail(
      error instanceof BackupFault
        ? texts.problem(error.problem)
        : explainStart(error, config, { ...cliTexts(language), failed: texts.failed }),
    );
  } finally {
    await (database as BareDatabase | null)?.close().catch(() => undefined);
  }
}

function configFor(args: readonly string[]): Config {
  const config = readConfig(process.env);
  return args.includes('--demo') ? { ...config, dataDir: join(config.dataDir, 'demo') } : config;
}

function progress(say: (documents: number) => void): () => void {
  let documents = 0;
  let said = Date.now();
  return () => {
    documents += 1;
    if (documents % 1000 !== 0 || Date.now() - said < SAY_EVERY_MS) return;
    said = Date.now();
    say(documents);
  };
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function fail(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return FAILED;
}
