import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem, type } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url));
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const begin = (letter: string): string => `<!-- bench:${letter} -->`;
const end = (letter: string): string => `<!-- /bench:${letter} -->`;

/** Puts each section between its markers in `docs/benchmarks.md`; sections that were not run stay as they are. */
export function writeReport(sections: ReadonlyMap<string, string>): void {
  let page = readFileSync(PAGE, 'utf8');
  for (const [letter, section] of sections)
    page = replaced(page, letter, `${section}\n\n_${circumstances()}_`);
  writeFileSync(PAGE, page);
  execFileSync('npx', ['biome', 'format', '--write', PAGE], { cwd: ROOT });
}

function replaced(page: string, letter: string, text: string): string {
  const from = page.indexOf(begin(letter));
  const to = page.indexOf(end(letter));
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no place for (${letter})`);
  return `${page.slice(0, from + begin(letter).length)}\n\n${text}\n\n${page.slice(to)}`;
}

/** Where and when the figures were taken. */
function circumstances(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const commit =
    git('rev-parse', '--short', 'HEAD') +
    (git('status', '--porcelain', '-uno') === '' ? '' : ' with changes');
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown CPU'}, ${memory} GiB, ${type()}, Node ${process.versions.node}, ${date} UTC, commit ${commit}`;
}

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: fileURLToPath(new URL('.', import.meta.url)), encoding: 'utf8' }).trim();
