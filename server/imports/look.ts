import type { Area } from '../../shared/areas/area.ts';
import type { AreaId } from '../../shared/ids.ts';
import { titleOf } from '../../shared/privacy/title.ts';
import {
  IMPORT_BOUNDS,
  type ImportSettings,
  type Inspection,
  type PreviewRow,
} from '../../shared/protocol/imports.ts';
import { cellText } from './cells.ts';
import { readerFor, UnknownPlace } from './import-file.ts';
import type { LetterResult } from './letter.ts';
import { guessMapping, headingsOf, missingFields } from './mapping.ts';
import { makePlacer, type Place, type Placer } from './places.ts';
import { profileFor } from './profiles.ts';
import { openTable } from './readers/open.ts';
import { type Table, type TableRow, UnreadableTable } from './readers/table.ts';
import { knownKeys, type WriterParts } from './write.ts';

export interface LookAt {
  readonly path: string;
  readonly scratch?: string;
}

/** The first rows of a file, what its columns seem to mean, and the profile that knows them. @throws UnreadableTable */
export async function inspectFile(
  { models }: Pick<WriterParts, 'models'>,
  file: LookAt,
  communityId: AreaId,
): Promise<Inspection> {
  const table = await openTable(file.path, file.scratch);
  const [first, ...rows] = await firstRows(table);
  if (!first) throw new UnreadableTable('empty');
  const headings = headingsOf(first.cells);
  const profile = await profileFor(models, communityId, headings);
  const known = profile && missingFields(profile.settings.mapping, headings).length === 0 ? profile : null;
  return {
    kind: table.kind,
    headings,
    sample: rows.map(({ cells }) => headings.map((_, column) => cellText(cells[column] ?? null))),
    rows: Math.max(rows.length, table.estimate() - 1),
    mapping: known?.settings.mapping ?? guessMapping(headings),
    profile: known,
    settings: null,
  };
}

/** The first rows as they would come in, with what is wrong with them. @throws UnreadableTable, BadMapping, UnknownPlace */
export async function previewFile(
  parts: WriterParts,
  file: LookAt,
  settings: ImportSettings,
): Promise<PreviewRow[]> {
  const placer = await makePlacer(parts.models, settings);
  const usual = await parts.models.areas.findById(settings.areaId).lean<Area | null>();
  if (!placer || !usual) throw new UnknownPlace(settings.areaId);
  const table = await openTable(file.path, file.scratch);
  const [first, ...rows] = await firstRows(table);
  const headings = headingsOf(first?.cells ?? []);
  const read = readerFor(parts, settings, headings, table);
  const results = rows.map((row) => ({ row, result: read(row) }));
  const keys = results.flatMap(({ result }) =>
    result.ok ? [`${usual.communityId}:${result.letter.externalNo}`] : [],
  );
  const known = await knownKeys(parts.models, keys);
  return results.map(({ row, result }) =>
    toPreview(row, result, placer, (externalNo) => known.has(`${usual.communityId}:${externalNo}`)),
  );
}

async function firstRows(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of table.rows()) {
    if (row.cells.some((cell) => cell !== null)) rows.push(row);
    if (rows.length > IMPORT_BOUNDS.previewRows) break;
  }
  return rows;
}

function toPreview(
  { number }: TableRow,
  result: LetterResult,
  placer: Placer,
  isKnown: (externalNo: string) => boolean,
): PreviewRow {
  if (!result.ok) return { ...NOTHING, rowNumber: number, problems: result.refused.complaints };
  const { letter } = result;
  const place: Place = placer(letter);
  return {
    rowNumber: number,
    externalNo: letter.externalNo,
    title: titleOf(letter.title),
    at: letter.at,
    replyAt: letter.replyAt,
    answered: letter.reply !== '',
    areaName: place.area.name,
    itemName: place.itemName,
    hasContact: letter.person !== '' || letter.phone !== '',
    textLength: letter.text.length,
    known: isKnown(letter.externalNo),
    unplaced: place.unplaced,
    problems: [],
  };
}

const NOTHING: Omit<PreviewRow, 'rowNumber' | 'problems'> = {
  externalNo: '',
  title: '',
  at: null,
  replyAt: null,
  answered: false,
  areaName: '',
  itemName: '',
  hasContact: false,
  textLength: 0,
  known: false,
  unplaced: false,
};
