import { defineConfig } from '@playwright/test';
import stories from './playwright.config.ts';

/** `npm run pictures`: takes the screenshots of README and docs anew, from a fresh sample community. */
export default defineConfig({ ...stories, testMatch: '**/*.pictures.ts' });
