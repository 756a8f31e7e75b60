import { existsSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { createBus } from '../bus/index.ts';
import { readConfig } from '../config.ts';
import { newId } from '../ids.ts';
import { BadMapping, importFile } from '../imports/import-file.ts';
import { importTexts, toErrorList } from '../imports/report.ts';
import { UnreadableTable } from '../imports/table.ts';
import { createRules } from '../rules.ts';
import { connectStore } from '../store/connect.ts';
import { languageOf } from '../texts.ts';

/** `npm run import -- FILE [--area ID] [--channel hotline12345] [--errors FILE] [--dry-run]` */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    area: { type: 'string' },
    channel: { type: 'string', default: 'hotline12345' },
    errors: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
  },
});
const texts = importTexts(languageOf(process.env));
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(): Promise<number> {
  const [path] = positionals;
  if (path === undefined) return fail(texts.usage);
  if (!existsSync(path)) return fail(texts.noFile(path));
  const config = readConfig(process.env);
  const log = pino({ level: 'warn', base: null }, pino.destination({ dest: 2, sync: true }));
  const store = await connectStore({ mongodbUri: config.mongodbUri, dataDir: config.dataDir, log });
  const bus = createBus({ redisUrl: config.redisUrl, log });
  try {
    const rules = await createRules({ store, bus, timeZone: config.timeZone, log });
    const { areas } = store.models;
    const area = await (values.area === undefined
      ? areas.findOne({ level: 'community', active: true }).sort({ sort: 1 }).lean()
      : areas.findById(values.area).lean());
    if (!area) return fail(texts.noArea);
    const channel = values.channel === 'web' ? 'web' : 'hotline12345';
    const result = await importFile(
      { models: store.models, zone: rules.zone(), settings: rules.settings(), now: Date.now },
      {
        path,
        place: { area, item: null, channel, importId: newId() },
        dryRun: values['dry-run'],
        onProgress: (progress) => print(texts.progress(progress)),
      },
    );
    print(texts.done(result));
    if (result.errors.length > 0 && values.errors)
      writeFileSync(values.errors, toErrorList(result.errors, texts));
    else for (const error of result.errors.slice(0, 20)) print(texts.row(error));
    return 0;
  } finally {
    await bus.close();
    await store.close();
  }
}

function fail(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}

try {
  process.exitCode = await run();
} catch (error) {
  if (error instanceof BadMapping) process.exitCode = fail(texts.badMapping(error));
  else if (error instanceof UnreadableTable) process.exitCode = fail(texts.unreadable(error.message));
  else throw error;
}
