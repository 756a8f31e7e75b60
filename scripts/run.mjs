/** Runs one of the built programs in `dist`, building first when sources are newer: `node scripts/run.mjs [node options] server/cli/verify.js …`. */
import { spawn, spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const given = process.argv.slice(2);
const place = given.findIndex((one) => !one.startsWith('--'));
const [flags, [program, ...args]] = [given.slice(0, place), given.slice(place)];
const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const built = spawnSync(process.execPath, [at('build.mjs'), '--if-stale'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);
const child = spawn(process.execPath, [...flags, at(`../dist/${program}`), ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
