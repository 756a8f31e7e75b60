import { createWriteStream, existsSync } from 'node:fs';
import process from 'node:process';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import type { Area } from '../../shared/areas/area.ts';
import { CHANNELS } from '../../shared/order/state.ts';
import { type ImportSettings, UNANSWERED } from '../../shared/protocol/imports.ts';
import { createBus } from '../bus/index.ts';
import { readConfig } from '../config.ts';
import { newId } from '../ids.ts';
import { cliImportTexts } from '../imports/cli-texts.ts';
import { dayZone } from '../imports/day-zone.ts';
import { BadMapping, type ImportBatch, importFile } from '../imports/import-file.ts';
import { inspectFile } from '../imports/look.ts';
import { profileNamed } from '../imports/profiles.ts';
import { UnreadableTable } from '../imports/readers/table.ts';
import { errorHead, errorLine } from '../imports/report.ts';
import type { WriterParts } from '../imports/write.ts';
import { createRules } from '../rules.ts';
import { connectStore } from '../store/connect.ts';
import type { Models } from '../store/models.ts';
import { languageOf } from '../texts.ts';

/** `npm run import -- FILE [--profile NAME] [--area ID] [--channel hotline12345] [--unanswered history|board] [--errors FILE] [--dry-run]` */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    profile: { type: 'string' },
    area: { type: 'string' },
    channel: { type: 'string' },
    unanswered: { type: 'string' },
    errors: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
  },
});
const language = languageOf(process.env);
const texts = cliImportTexts(language);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const SHOWN_ERRORS = 20;
/** How a shell names the end by Ctrl-C. */
const INTERRUPTED = 130;

/** The first Ctrl-C ends after the batch that is being written, with everything closed. */
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (stopped = true));

async function run(): Promise<number> {
  const [path] = positionals;
  if (path === undefined) return fail(texts.usage);
  if (values.unanswered !== undefined && !isUnanswered(values.unanswered)) return fail(texts.usage);
  if (!existsSync(path)) return fail(texts.noFile(path));
  const config = readConfig(process.env);
  const { mongodbUri, dataDir } = config;
  const log = pino({ level: 'warn', base: null }, pino.destination({ dest: 2, sync: true }));
  const store = await connectStore({ mongodbUri, dataDir, log, beside: true });
  const bus = createBus({ redisUrl: config.redisUrl, log });
  try {
    const rules = await createRules({ store, bus, timeZone: config.timeZone, log });
    const zone = dayZone(rules.zone());
    const parts = { models: store.models, rules: { ...rules, zone: () => zone }, now: Date.now };
    const area = await areaOf(store.models);
    if (!area) return fail(texts.noArea);
    const settings = await settingsOf(parts, path, area);
    return settings === null
      ? fail(texts.noProfile(values.profile ?? ''))
      : await bringIn(parts, path, settings);
  } finally {
    await bus.close();
    await store.close();
  }
}

const isUnanswered = (said: string): boolean => UNANSWERED.some((one) => one === said);

const areaOf = (models: Models): Promise<Area | null> =>
  values.area === undefined
    ? models.areas.findOne({ level: 'community', active: true }).sort({ sort: 1 }).lean<Area | null>()
    : models.areas.findById(values.area).lean<Area | null>();

/** What the command line says wins over the profile, and that over what the headings seem to mean. */
async function settingsOf(parts: WriterParts, path: string, area: Area): Promise<ImportSettings | null> {
  const { models } = parts;
  const found = await inspectFile(parts, { path }, area.communityId);
  const named =
    values.profile === undefined
      ? found.profile
      : await profileNamed(models, area.communityId, values.profile);
  if (values.profile !== undefined && !named) return null;
  const channel = CHANNELS.find((one) => one === values.channel);
  const unanswered = UNANSWERED.find((one) => one === values.unanswered);
  return {
    mapping: named?.settings.mapping ?? found.mapping,
    areaId: values.area ?? named?.settings.areaId ?? area._id,
    channel: channel ?? named?.settings.channel ?? 'hotline12345',
    unanswered: unanswered ?? named?.settings.unanswered ?? 'history',
  };
}

async function bringIn(parts: WriterParts, path: string, settings: ImportSettings): Promise<number> {
  const list = values.errors === undefined ? null : createWriteStream(values.errors);
  let shown = 0;
  let begun = false;
  const tell = ({ headings, refused }: ImportBatch): void => {
    if (list && !begun) list.write(errorHead(language, headings));
    begun = true;
    for (const row of refused) {
      if (list) list.write(errorLine(language, row));
      else if (shown < SHOWN_ERRORS) print(texts.row(row));
      shown += 1;
    }
  };
  const result = await importFile(parts, {
    path,
    settings,
    importId: newId(),
    dryRun: values['dry-run'],
    onBatch: (batch) => {
      tell(batch);
      print(texts.progress(batch.counts, batch.share));
      return Promise.resolve(!stopped);
    },
  });
  if (list) await finished(list.end());
  print(result.cancelled ? texts.cancelled(result) : texts.done(result));
  return result.cancelled ? INTERRUPTED : 0;
}

function fail(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}

try {
  process.exitCode = await run();
} catch (error) {
  if (error instanceof BadMapping) process.exitCode = fail(texts.badMapping(error));
  else if (error instanceof UnreadableTable) process.exitCode = fail(texts.unreadable(error.reason));
  else throw error;
}
