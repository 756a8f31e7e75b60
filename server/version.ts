import { readFileSync } from 'node:fs';

/** The product's own version, as package.json has it. */
export function appVersion(): string {
  const root = import.meta.url.endsWith('.ts') ? '..' : '../..';
  const text = readFileSync(new URL(`${root}/package.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
