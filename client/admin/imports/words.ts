import { isRefusalCode } from '../../../shared/protocol/errors.ts';
import type { RunFault, TableFault } from '../../../shared/protocol/imports.ts';
import { type ImportWords, importWords, refusalText } from '../../../shared/texts/index.ts';
import { createTexts, language } from '../../kit/i18n.ts';
import { zone } from '../../kit/zone.ts';
import { en } from './texts/en.ts';
import { zh } from './texts/zh.ts';

export const t = createTexts({ zh, en });
export const faultText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Words for fields and problems (reactive). */
export const domain = (): ImportWords => importWords(language());

export const listText = (words: readonly string[]): string => words.join(language() === 'en' ? ', ' : '、');
export const numberText = (value: number): string =>
  new Intl.NumberFormat(language() === 'en' ? 'en-GB' : 'zh-CN').format(value);

/** Why a run failed, in a sentence. */
export function problemText(problem: string): string {
  const fault: string | undefined = domain().fault[problem as TableFault | RunFault];
  return fault ?? refusalText(isRefusalCode(problem) ? problem : 'internal', language());
}

/** Times of a file are looked at years later: with the year, to the minute. */
export const whenText = (at: number): string =>
  new Intl.DateTimeFormat(language() === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: zone().name,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
