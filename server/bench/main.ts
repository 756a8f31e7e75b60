import process from 'node:process';
import { writeReport } from './kit/report.ts';
import { toMarkdown } from './kit/sheet.ts';
import { PARTS } from './parts.ts';

/**
 * `npm run bench [-- a d …] [--write] [--quick]`: runs the parts named, or all, and prints their tables. `--write` also puts them
 * into docs/benchmarks.md; `--quick` only shows that everything works.
 */
const args = process.argv.slice(2);
const options = new Set(args.filter((arg) => arg.startsWith('--')));
const letters = args.filter((arg) => !arg.startsWith('--'));
const unknown =
  letters.find((letter) => !(letter in PARTS)) ??
  [...options].find((option) => option !== '--write' && option !== '--quick');
if (unknown !== undefined) {
  process.stderr.write(`There is no ${unknown}: the parts are ${Object.keys(PARTS).join(' ')}.\n`);
  process.exit(1);
}
if (options.has('--write') && options.has('--quick')) {
  process.stderr.write('Quick figures mean little and are not written down.\n');
  process.exit(1);
}

const sections = new Map<string, string>();
for (const [letter, part] of Object.entries(PARTS)) {
  if (letters.length > 0 && !letters.includes(letter)) continue;
  const begun = performance.now();
  // At a small scale there is nothing to aim at.
  const sheet = options.has('--quick') ? { ...(await part.quick()), aims: [] } : await part.full();
  const section = toMarkdown(letter, sheet);
  sections.set(letter, section);
  process.stdout.write(`${section}\n\n`);
  process.stderr.write(`(${letter}) took ${Math.round((performance.now() - begun) / 1000)} s\n`);
}
if (options.has('--write')) writeReport(sections);
process.exit(0);
