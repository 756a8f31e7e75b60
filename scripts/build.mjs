/**
 * Builds `dist/`: plain `tsc` output for the server, Vite for the client.
 * `--if-stale` does nothing when everything in `dist` is newer than every source.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');
const SOURCES = [
  'shared',
  'seed',
  'server',
  'client',
  'package.json',
  'vite.config.ts',
  'tsconfig.base.json',
];

if (!process.argv.includes('--if-stale') || isStale()) build();

function isStale() {
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  return SOURCES.some((source) => newest(join(root, source)) > built);
}

/** Latest modification below a path, tests left out: they are not part of what is built. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return /\.(test|e2e)\.tsx?$/.test(path) ? 0 : stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

function build() {
  const begun = new Date();
  console.log('building…');
  run('tsc', ['-b', 'shared', 'seed', 'server']);
  run('vite', ['build', '--logLevel', 'warn']);
  compress(join(root, 'dist', 'client'));
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, `${begun.toISOString()}\n`);
}

/** Puts what browsers unpack beside every text that is worth it: once here rather than for everybody who comes. */
function compress(folder) {
  const worthIt = /\.(?:js|css|html|svg|json|webmanifest)$/;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || !worthIt.test(path) || statSync(path).size < 1024) continue;
    const text = readFileSync(path);
    writeFileSync(`${path}.br`, brotliCompressSync(text));
    writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }));
  }
}

function run(command, args) {
  const done = spawnSync(join(root, 'node_modules', '.bin', command), args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    console.error(`The build stopped: ${command} ${args.join(' ')} failed. Run npm install and try again.`);
    process.exit(done.status ?? 1);
  }
}
