import process from 'node:process';
import { runProgram } from '../backup/program.ts';
import { checkBackup, restore } from '../backup/restore.ts';
import { cliTexts, languageOf } from '../texts.ts';

/**
 * `npm run restore -- FILE [--replace] [--check] [--demo]`: puts a backup into an empty database, or with `--replace` in place
 * of what is there, and compares the figures as `npm run verify` does. `--check` only reads the file. The product must
 * not be running.
 */
process.exitCode = await runProgram({
  options: ['--replace', '--check'],
  usage: (texts) => texts.restoreUsage,
  async run({ texts, file, signal, has, print, onDocument, open }) {
    const whole = await checkBackup(file, signal);
    print(texts.whole(file, whole));
    if (has('--check')) return 0;
    const database = await open(true);
    const done = await restore(database, whole, { replace: has('--replace'), signal, onDocument });
    print(texts.restored(done.documents));
    if (done.recounted > 0) print(texts.recounted(done.recounted));
    const { ratings, buckets, differences } = done.verified;
    const words = cliTexts(languageOf(process.env));
    print(
      differences.length === 0 ? words.verified(ratings, buckets) : words.differences(differences.length),
    );
    return differences.length === 0 ? 0 : 1;
  },
});
