import { createTexts } from '../kit/i18n.ts';
import { en } from './texts/en.ts';
import { zh } from './texts/zh.ts';

export const t = createTexts({ zh, en });
export const faultText = (error: unknown): string => (error instanceof Error ? error.message : String(error));
