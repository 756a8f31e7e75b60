import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const FOLDERS = ['shared', 'server', 'client', 'seed', 'scripts'];
const QUOTED = /(?:it|test|describe|holds)(?:\.\w+(?:\([^)]*\))?)*\(\s*['"`]((?:[A-Z]\d+[ :]+)+)/gu;

function* testsIn(folder: string): Generator<string> {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (/\.(test|e2e)\.tsx?$/u.test(name)) yield readFileSync(join(folder, name), 'utf8');
}

test('G3 every rule that a test quotes is in SPEC.md', () => {
  const rules = new Set(readFileSync('SPEC.md', 'utf8').match(/\b[A-Z]\d+\b/gu));
  const quoted = FOLDERS.flatMap((folder) => [...testsIn(folder)])
    .flatMap((source) => [...source.matchAll(QUOTED)].map(([, ids = '']) => ids))
    .flatMap((ids) => ids.match(/[A-Z]\d+/gu) ?? []);
  expect(quoted.length).toBeGreaterThan(500);
  expect([...new Set(quoted)].filter((id) => !rules.has(id))).toEqual([]);
});

test('G3 no two rules of SPEC.md have one number', () => {
  const rules = [...readFileSync('SPEC.md', 'utf8').matchAll(/^- ([A-Z]\d+)\b/gmu)].map(([, id]) => id);
  expect(rules.length).toBeGreaterThan(200);
  expect(rules.filter((id, at) => rules.indexOf(id) !== at)).toEqual([]);
});
