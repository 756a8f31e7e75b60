import { expect } from 'vitest';
import type { TestApp } from './app.ts';
import { type Answer, type Speak, submitReport } from './http.ts';

const AT_ONCE = 100;

/** A header for an app that trusts its proxy: the request came from there. */
export const from = (address: string): { readonly 'X-Forwarded-For': string } => ({
  'X-Forwarded-For': address,
});

export const count = (answers: readonly Answer[], status: number): number =>
  answers.filter((answer) => answer.status === status).length;

/** Sends many of one kind, a hundred at a time. */
export async function storm(total: number, one: (i: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let sent = 0; sent < total; sent += AT_ONCE)
    answers.push(...(await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => one(sent + i)))));
  return answers;
}

/** Somebody tries wrong keys, a hundred at once, because guessing side by side must gain nothing (P31). */
export async function stormOfKeys(app: TestApp, speak: Speak, total: number): Promise<void> {
  const { reportKey, trackingCode } = await submitReport(speak);
  const { orders } = app.store.models;
  let lookedUp = 0;
  const find = orders.findOne.bind(orders);
  orders.findOne = ((...args: Parameters<typeof find>) => {
    lookedUp += 1;
    return find(...args);
  }) as typeof orders.findOne;
  const guess = (i: number) => ({ headers: { ...from('203.0.113.9'), 'X-Report-Key': `guess-${i}` } });
  const answers = await storm(total, (i) => speak('GET /api/public/report', guess(i)));
  expect(count(answers, 404)).toBeLessThanOrEqual(60);
  expect(count(answers, 404) + count(answers, 429)).toBe(total);
  expect(lookedUp).toBeLessThanOrEqual(60);
  const late = answers.filter((answer) => answer.status === 429).slice(-20);
  for (const { headers } of late) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  const ask = (address: string) =>
    speak('GET /api/public/report', { headers: { 'X-Report-Key': reportKey, ...from(address) } });
  expect((await ask('203.0.113.10')).status).toBe(200);
  expect((await ask('203.0.113.9')).status).toBe(429);
  const follow = `GET /api/public/reports/${trackingCode}`;
  expect((await speak(follow, { headers: from('203.0.113.11') })).status).toBe(200);
}
