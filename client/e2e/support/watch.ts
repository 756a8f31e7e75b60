import type { Page } from '@playwright/test';

export interface Watched {
  /** What went wrong in the page by itself; empty when nothing did. */
  readonly faults: () => readonly string[];
}

/** The browser's own words about requests that were answered with a refusal, which is not the page's fault. */
const ANSWERED = /^Failed to load resource: the server responded with a status of 4\d\d/;
/** The recorder of traces reads previews of photos, which our policy forbids to pages. */
const RECORDER = /^Connecting to 'blob:/;
/** And about a network or a server that is not there: expected in stories of bad weather only. */
const WEATHER =
  /net::ERR_|WebSocket connection to .* failed|status of 50[234]|WebSocket is closed before the connection/;

/**
 * Listens for errors in the console, uncaught ones and rejections nobody handled. Every page of every story is watched.
 * @param badWeather the story takes away network or server, and the browser may complain about that
 */
export function watch(page: Page, badWeather: boolean): Watched {
  const found: string[] = [];
  const add = (text: string): void => {
    if (ANSWERED.test(text) || RECORDER.test(text) || (badWeather && WEATHER.test(text))) return;
    found.push(`${page.url()}: ${text}`);
  };
  page.on('console', (message) => {
    if (message.type() === 'error') add(message.text());
  });
  // Chromium reports unhandled rejections here as well.
  page.on('pageerror', (error) => add(`uncaught ${error.stack ?? error.message}`));
  return { faults: () => found };
}
