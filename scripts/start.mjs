/** `npm start` and `npm run demo`: builds when sources are newer than `dist`, then serves. Arguments go to the server. */
import process from 'node:process';

process.argv.splice(2, 0, 'server/main.js');
await import('./run.mjs');
