import { createTexts } from '../i18n.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const kitTexts = createTexts({ zh, en });
