import { createTexts } from '../kit/i18n.ts';
import { en } from './texts/en.ts';
import { zh } from './texts/zh.ts';

/** The residents' words in the chosen language (reactive). */
export const t = createTexts({ zh, en });

/** What went wrong, in words of the server or of the kit. */
export const faultText = (error: unknown): string => (error instanceof Error ? error.message : String(error));
