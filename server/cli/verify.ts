import { join } from 'node:path';
import process from 'node:process';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { explainStart, UnknownOption } from '../start-failure.ts';
import { verifyRatings } from '../statistics/verify.ts';
import { connectStore } from '../store/connect.ts';
import { cliTexts, languageOf } from '../texts.ts';

/**
 * `npm run verify [-- --repair] [--demo]`: compares the monthly figures with the ratings (R22). Ends with 0 when they agree or were
 * repaired, 1 when they differ, 2 when it could not look.
 */
const OPTIONS = ['--repair', '--demo'];
/** More than this many are counted but not listed. */
const MOST_LISTED = 20;
const texts = cliTexts(languageOf(process.env));
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(): Promise<number> {
  const config = readConfig(process.env);
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => !OPTIONS.includes(arg));
  if (unknown !== undefined) throw new UnknownOption(unknown, OPTIONS);
  const repair = args.includes('--repair');
  const dataDir = args.includes('--demo') ? join(config.dataDir, 'demo') : config.dataDir;
  const log = pino({ level: 'silent' });
  const store = await connectStore({ mongodbUri: config.mongodbUri, dataDir, log, beside: true });
  try {
    const { ratings, buckets, differences } = await verifyRatings(store.models, repair);
    for (const { id, kept, counted } of differences.slice(0, MOST_LISTED))
      print(texts.differs(id, kept?.n ?? 0, counted?.n ?? 0));
    if (differences.length === 0) print(texts.verified(ratings, buckets));
    else print(repair ? texts.repaired(differences.length) : texts.differences(differences.length));
    return differences.length === 0 || repair ? 0 : 1;
  } finally {
    await store.close();
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${explainStart(error, configOrNull(), texts)}\n`);
  process.exitCode = 2;
}

function configOrNull() {
  try {
    return readConfig(process.env);
  } catch {
    return null;
  }
}
