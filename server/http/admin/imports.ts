import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { z } from 'zod';
import { civilDateSchema } from '../../../shared/calendar/schema.ts';
import { instantAt, MINUTE } from '../../../shared/calendar/zone.ts';
import type { AreaId, Instant } from '../../../shared/ids.ts';
import type { Member } from '../../../shared/people/member.ts';
import type { ImportSettings } from '../../../shared/protocol/imports.ts';
import { LANGUAGES } from '../../../shared/texts/index.ts';
import { BadMapping, UnknownPlace } from '../../imports/import-file.ts';
import type { Imports } from '../../imports/index.ts';
import { listProfiles, removeProfile } from '../../imports/profiles.ts';
import { UnreadableTable } from '../../imports/readers/table.ts';
import { replyLines } from '../../imports/replies.ts';
import { errorHead, errorLine } from '../../imports/report.ts';
import { keptErrors } from '../../imports/runs/errors.ts';
import { toRun } from '../../imports/runs/record.ts';
import type { ImportDocument } from '../../store/collections/imports.ts';
import {
  importSettings,
  inspectionAnswer,
  previewRowAnswer,
  profileAnswer,
  runAnswer,
} from '../answers/imports.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import { byId, nameSchema } from '../fields.ts';
import { ANSWERED, type Router } from '../route.ts';
import { recordChange } from './audits.ts';
import { receiveFile } from './imports-receive.ts';
import { createScope } from './scope.ts';

const ofCommunity = z.object({ communityId: z.string().min(1).max(64) });
const LISTED = 50;
const END_OF_DAY = 24 * 60;

/** Imports of ticket files (I): upload, look, run, cancel, and what became of the rows. For administrators of the community. */
export function addImportRoutes(router: Router, deps: HttpDeps, imports: Imports): void {
  const { models } = deps.store;
  const scope = createScope(deps);
  const reach = async (member: Member, communityId: AreaId): Promise<void> => {
    const [area] = await scope.areas(member, [communityId]);
    if (area?.communityId !== communityId) throw new HttpFault('unknown_area', { field: 'areaId' });
  };
  const runOf = async (member: Member, id: string): Promise<ImportDocument> => {
    const run = await models.imports.findById(id).lean();
    if (!run) throw new HttpFault('not_found');
    await reach(member, run.communityId);
    return run;
  };
  /** A run whose file is here, on this server. */
  const withFile = async (member: Member, id: string): Promise<ImportDocument> => {
    const run = await runOf(member, id);
    if (!(await imports.files.has(run._id))) throw new HttpFault('file_gone');
    return run;
  };
  const checkPlace = async (run: ImportDocument, settings: ImportSettings): Promise<void> => {
    const area = await models.areas.findById(settings.areaId).lean();
    if (!area?.active || area.communityId !== run.communityId)
      throw new HttpFault('unknown_area', { field: 'areaId' });
  };

  router.add({
    method: 'get',
    path: '/api/admin/imports',
    summary: 'Imports of a community, newest first, and its profiles',
    for: ['admin'],
    query: ofCommunity,
    answer: z.object({ imports: z.array(runAnswer), profiles: z.array(profileAnswer) }),
    handle: async ({ query: { communityId }, member }) => {
      await reach(member(), communityId);
      await imports.records.settleDead({ communityId });
      const found = await models.imports.find({ communityId }).sort({ startedAt: -1 }).limit(LISTED).lean();
      return { imports: found.map(toRun), profiles: await listProfiles(models, communityId) };
    },
  });

  router.add({
    method: 'post',
    path: '/api/admin/imports',
    summary: 'Upload an xlsx or csv file; nothing comes in yet',
    for: ['admin'],
    query: ofCommunity,
    multipart: { form: z.object({ file: z.file() }) },
    answer: runAnswer,
    status: 201,
    handle: async ({ query: { communityId }, request, member }) => {
      if (!request.is('multipart/form-data')) throw new HttpFault('unsupported_media');
      await reach(member(), communityId);
      const id = deps.newId();
      const { fileName, size } = await receiveFile(request, (source) => imports.files.take(id, source));
      return await imports.record({ id, communityId, fileName, size, by: member() });
    },
  });

  router.add({
    method: 'get',
    path: '/api/admin/imports/:id',
    summary: 'How far an import is',
    for: ['admin'],
    params: byId,
    answer: runAnswer,
    handle: async ({ params, member }) => {
      await imports.records.settleDead({ _id: params.id });
      return toRun(await runOf(member(), params.id));
    },
  });

  router.add({
    method: 'get',
    path: '/api/admin/imports/:id/columns',
    summary: 'Headings and first rows of an uploaded file, and what its columns seem to mean',
    for: ['admin'],
    params: byId,
    answer: inspectionAnswer,
    handle: async ({ params, member }) => {
      const run = await withFile(member(), params.id);
      return await told(() => imports.inspect(run));
    },
  });

  router.add({
    method: 'post',
    path: '/api/admin/imports/:id/preview',
    summary: 'The first rows as they would come in, with what is wrong with them',
    for: ['admin'],
    params: byId,
    body: importSettings,
    answer: z.object({ rows: z.array(previewRowAnswer) }),
    handle: async ({ params, body, member }) => {
      const run = await withFile(member(), params.id);
      await checkPlace(run, body);
      return { rows: await told(() => imports.preview(run, body)) };
    },
  });

  router.add({
    method: 'post',
    path: '/api/admin/imports/:id/start',
    summary: 'Bring the rows in; one import at a time per community. What is here already is left as it is',
    for: ['admin'],
    params: byId,
    body: importSettings.extend({ profile: nameSchema.nullable() }),
    answer: runAnswer,
    status: 202,
    handle: async ({ params, body, member }) => {
      const run = await withFile(member(), params.id);
      await checkPlace(run, body);
      const { profile, ...settings } = body;
      const claimed = await told(() => imports.start(run, { settings, profile, by: member() }));
      if (claimed !== 'claimed') throw new HttpFault(claimed === 'gone' ? 'file_gone' : claimed);
      await recordChange(deps, member(), 'import_started', run._id, { fileName: run.fileName });
      return toRun(await runOf(member(), run._id));
    },
  });

  router.add({
    method: 'post',
    path: '/api/admin/imports/:id/cancel',
    summary: 'Stop after the batch that is being written; what came in stays',
    for: ['admin'],
    params: byId,
    answer: runAnswer,
    handle: async ({ params, member }) => {
      const run = await runOf(member(), params.id);
      await imports.records.askToCancel(run._id);
      return toRun(await runOf(member(), run._id));
    },
  });

  router.add({
    method: 'get',
    path: '/api/admin/imports/:id/errors.csv',
    summary: 'The refused rows with their reasons, as csv; mended, it can be imported itself',
    for: ['admin'],
    params: byId,
    query: z.object({ language: z.enum(LANGUAGES).optional() }),
    answerType: 'text/csv',
    handle: async ({ params, query, member, language, response }) => {
      const run = await runOf(member(), params.id);
      const reader = query.language ?? language;
      // The cells are what residents wrote: reading them is accounted for.
      await recordChange(deps, member(), 'import_errors_read', run._id, { fileName: run.fileName });
      const lines = async function* () {
        yield errorHead(reader, run.headings);
        for await (const row of keptErrors(models, run._id)) yield errorLine(reader, row);
      };
      return await sendCsv(response, `import-errors-${run._id}.csv`, lines());
    },
  });

  router.add({
    method: 'get',
    path: '/api/admin/replies.csv',
    summary: 'Replies given here to tickets with an external number, finished on these days, as csv',
    for: ['admin'],
    query: ofCommunity.extend({
      from: civilDateSchema,
      to: civilDateSchema,
      language: z.enum(LANGUAGES).optional(),
    }),
    answerType: 'text/csv',
    handle: async ({ query, member, language, response }) => {
      const { communityId } = query;
      await reach(member(), communityId);
      await recordChange(deps, member(), 'replies_exported', communityId, { from: query.from, to: query.to });
      const zone = deps.rules.zone();
      const days = { from: instantAt(query.from, 0, zone), to: instantAt(query.to, END_OF_DAY, zone) };
      const wall = (at: Instant): Date => new Date(at + zone.offsetAt(at) * MINUTE);
      const lines = replyLines(models, { communityId, ...days }, query.language ?? language, wall);
      return await sendCsv(response, `replies-${query.from}-${query.to}.csv`, lines);
    },
  });

  router.add({
    method: 'delete',
    path: '/api/admin/import-profiles/:id',
    summary: 'Forget a profile',
    for: ['admin'],
    params: byId,
    query: ofCommunity,
    handle: async ({ params, query: { communityId }, member }) => {
      await reach(member(), communityId);
      if (!(await removeProfile(models, communityId, params.id))) throw new HttpFault('not_found');
      await recordChange(deps, member(), 'import_profile_removed', params.id, {});
    },
  });
}

/** Line by line, as fast as the reader takes them. */
async function sendCsv(response: Response, name: string, lines: AsyncIterable<string>): Promise<symbol> {
  response
    .set('Content-Type', 'text/csv; charset=utf-8')
    .set('Content-Disposition', `attachment; filename="${name}"`)
    .set('Cache-Control', 'private, no-store');
  await pipeline(Readable.from(lines), response);
  return ANSWERED;
}

/** Faults of the file and of the mapping, as refusals. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnreadableTable) throw new HttpFault('bad_table', { field: error.reason });
    if (error instanceof UnknownPlace) throw new HttpFault('unknown_area', { field: 'areaId' });
    if (error instanceof BadMapping)
      throw new HttpFault('bad_mapping', {
        issues: error.fields.map((field) => ({ path: field, message: field })),
      });
    throw error;
  }
}
