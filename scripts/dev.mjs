/**
 * For developers: the server from its sources, started again with every change, and Vite in front of it with the client's
 * modules replaced in place. Arguments go to the server: `npm run dev -- --demo`.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const start = (command, args) =>
  spawn(bin(command), args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });

const parts = [
  start('tsx', ['watch', '--clear-screen=false', 'server/main.ts', ...process.argv.slice(2)]),
  start('vite', ['--host', '127.0.0.1', '--clearScreen', 'false']),
];
const stop = () => {
  for (const part of parts) part.kill('SIGTERM');
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
for (const part of parts) {
  part.once('exit', (code) => {
    process.exitCode ||= code ?? 0;
    stop();
  });
}
