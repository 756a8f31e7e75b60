import { posix } from 'node:path';
import { UnreadableTable } from '../table.ts';
import type { Archive } from './archive.ts';
import { type NumberFormat, readFormats } from './formats.ts';
import { attribute, hearOut } from './xml.ts';

/** Where the parts of a workbook are that matter here. */
export interface Workbook {
  readonly date1904: boolean;
  /** Name of the part with the first sheet that is not hidden. */
  readonly sheet: string;
  /** Name of the part with the shared strings, where there is one. */
  readonly strings: string | null;
  /** How a cell of this style shows its number. */
  readonly formats: readonly NumberFormat[];
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

/** @throws UnreadableTable `other_zip` for a zip file that is no xlsx workbook, `damaged` for one without sheets */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  if (!archive.has('_rels/.rels')) throw new UnreadableTable('other_zip');
  const roots = await relationsOf(archive, '');
  const root = [...roots.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target;
  if (root === undefined || !archive.has(root)) throw new UnreadableTable('other_zip');
  const relations = await relationsOf(archive, root);
  const found = (kind: string): string | null =>
    [...relations.values()].find(({ type }) => type.endsWith(`/${kind}`))?.target ?? null;

  let date1904 = false;
  let isWorkbook = false;
  const sheets: { readonly relation: string; readonly hidden: boolean }[] = [];
  if (!root.endsWith('.xml')) throw new UnreadableTable('other_zip');
  await hearOut(await archive.read(root), {
    open: (name, attributes) => {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name === 'sheet') {
        const state = attributes['state'] ?? 'visible';
        sheets.push({ relation: attribute(attributes, 'id') ?? '', hidden: state !== 'visible' });
      }
    },
  });
  if (!isWorkbook) throw new UnreadableTable('other_zip');
  const first = sheets.find(({ hidden }) => !hidden) ?? sheets[0];
  const sheet = relations.get(first?.relation ?? '')?.target;
  if (sheet === undefined) throw new UnreadableTable('damaged');
  const styles = found('styles');
  const strings = found('sharedStrings');
  return {
    date1904,
    sheet,
    strings: strings !== null && archive.has(strings) ? strings : null,
    formats: styles !== null && archive.has(styles) ? await readFormats(await archive.read(styles)) : [],
  };
}

/** What a part refers to, by id; targets are names of parts. */
async function relationsOf(archive: Archive, part: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relations = new Map<string, Relation>();
  if (!archive.has(name)) return relations;
  await hearOut(await archive.read(name), {
    open: (element, { Id = '', Type = '', Target = '' }) => {
      if (element !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.set(Id, { type: Type, target });
    },
  });
  return relations;
}
