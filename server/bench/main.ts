import process from 'node:process';
import { writeReport } from './kit/report.ts';
import { toMarkdown } from './kit/sheet.ts';
import { PARTS } from './parts.ts';

/** `npm run bench [-- --write] [-- a d …]`: runs the parts named, or all, and prints their tables. */
const args = process.argv.slice(2);
const wanted = args.filter((arg) => arg !== '--write');
const unknown = wanted.find((letter) => !(letter in PARTS));
if (unknown !== undefined) {
  process.stderr.write(`There is no part ${unknown}: choose among ${Object.keys(PARTS).join(' ')}.\n`);
  process.exit(1);
}

const sections = new Map<string, string>();
for (const [letter, run] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(letter)) continue;
  const begun = performance.now();
  const section = toMarkdown(letter, await run());
  sections.set(letter, section);
  process.stdout.write(`${section}\n\n`);
  process.stderr.write(`(${letter}) took ${Math.round((performance.now() - begun) / 1000)} s\n`);
}
if (args.includes('--write')) writeReport(sections);
process.exit(0);
