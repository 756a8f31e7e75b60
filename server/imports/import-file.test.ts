import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportSettings } from '../../shared/protocol/imports.ts';
import { startTestCore, type TestCore } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { BadMapping, type ImportBatch, type ImportOptions, importFile, UnknownPlace } from './import-file.ts';
import type { RefusedRow } from './letter.ts';
import { guessMapping, headingsOf } from './mapping.ts';
import { openTable } from './readers/open.ts';

const HEAD = '留言编号,留言用户,留言主题,留言时间,留言详情,答复意见,答复时间';
const SETTINGS: ImportSettings = {
  mapping: guessMapping(HEAD.split(',')),
  areaId: 'north',
  channel: 'hotline12345',
};
const NOW = Date.UTC(2026, 0, 1);
const line = (
  n: number,
  more: Partial<{ at: string; text: string; reply: string; who: string }> = {},
): string =>
  `${n},${more.who ?? `用户${n}`},主题${n},${more.at ?? '2019/4/25 9:32:09'},"${more.text ?? `内容${n}`}",${more.reply ?? '已处理'},2019/5/10 14:56:53`;

/** A real file from outside; its content is never copied into the project. */
const LETTERS = fileURLToPath(new URL('../../../shared/data/citizen-letters.xlsx', import.meta.url));
