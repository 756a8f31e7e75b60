import process from 'node:process';
import { backUp } from '../backup/back-up.ts';
import { runProgram } from '../backup/program.ts';
import { appVersion } from '../version.ts';

/** `npm run backup -- FILE [--force] [--demo]`: everything the product keeps, in one file; the product may be running. */
process.exitCode = await runProgram({
  options: ['--force'],
  usage: (texts) => texts.backupUsage,
  async run({ texts, file, signal, has, print, onDocument, open }) {
    const database = await open(false);
    const force = has('--force');
    const done = await backUp(database, { file, app: appVersion(), force, signal, onDocument });
    print(texts.backedUp(file, done.documents, done.size));
    return 0;
  },
});
