/**
 * Runs what `npm test` promises and adds the counts up:
 *   check    formatter, import cycles, lint with types, types, unused code (each counts as one)
 *   unit     Vitest: unit, property and integration tests
 *   stories  Playwright: the stories in a real browser
 * `node scripts/test.mjs check` (or unit, stories) runs one of them. `node scripts/test.mjs long [FILE…]`, which `npm test`
 * does not run, takes the long forms: many seeds, many kills, hours of board life. The last line reads `N passed, N failed`;
 * `--counts FILE` also writes it as JSON for a caller that runs further suites.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const args = process.argv.slice(2);
const countsAt = args.indexOf('--counts');
const countsFile = countsAt >= 0 ? args.splice(countsAt, 2)[1] : undefined;
const SUITES = ['check', 'unit', 'stories', 'long'];
const named = args.filter((arg) => SUITES.includes(arg));
const files = args.filter((arg) => !SUITES.includes(arg));
const wanted = new Set(named.length > 0 ? named : ['check', 'unit', 'stories']);
const scratch = mkdtempSync(join(tmpdir(), 'paidan-test-'));
const total = { passed: 0, failed: 0 };

const bin = (name) => join('node_modules', '.bin', name);

function run(command, args, env = {}) {
  console.log(`\n$ ${[command, ...args].join(' ')}`);
  const done = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  return done.status ?? 1;
}

function count(name, passed, failed) {
  total.passed += passed;
  total.failed += failed;
  console.log(`— ${name}: ${passed} passed, ${failed} failed`);
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function check() {
  const steps = [
    ['types', bin('tsc'), ['-b']],
    ['format and import cycles', bin('biome'), ['check', '--error-on-warnings', '.']],
    ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings']],
    ['unused code', bin('knip'), []],
  ];
  for (const [name, command, args] of steps) {
    const ok = run(command, args) === 0;
    count(name, ok ? 1 : 0, ok ? 0 : 1);
  }
}

function vitest(name, more) {
  const report = join(scratch, `${name}.json`);
  const status = run(bin('vitest'), [
    'run',
    ...more,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const result = readReport(report);
  const failed = (result?.numFailedTests ?? 0) + (result?.testResults ?? []).filter(brokenFile).length;
  // A runner that ends badly without naming a failed test (a crash, an unhandled rejection) has failed once.
  count(name, result?.numPassedTests ?? 0, status !== 0 && failed === 0 ? 1 : failed);
}

/** A file that could not even be loaded holds no tests, so that no test of it is counted as failed. */
function brokenFile(file) {
  return file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed');
}

/** Stories and long forms drive the product as it is served. */
function isBuilt(name) {
  const built = run(process.execPath, ['scripts/build.mjs', '--if-stale']) === 0;
  if (!built) count(`${name} (build)`, 0, 1);
  return built;
}

function stories() {
  if (!isBuilt('stories')) return;
  const report = join(scratch, 'playwright.json');
  const status = run(bin('playwright'), ['test'], { PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  const stats = readReport(report)?.stats;
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0);
  count('stories', stats?.expected ?? 0, status !== 0 && failed === 0 ? 1 : failed);
}

if (wanted.has('check')) check();
if (wanted.has('unit')) vitest('unit', files);
if (wanted.has('stories')) stories();
if (wanted.has('long') && isBuilt('long')) vitest('long', ['--config', 'vitest.long.config.ts', ...files]);

rmSync(scratch, { recursive: true, force: true });
if (countsFile) writeFileSync(countsFile, JSON.stringify(total));
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
