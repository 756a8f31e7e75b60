import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../seed/random.ts';
import type { Receipt } from '../testing/http.ts';

/** Somebody without an account, at a page that tries again until it is answered. */
export interface Resident {
  readonly texts: string[];
  readonly receipts: Receipt[];
  /** Keys of reports that were rated. */
  readonly rated: Set<string>;
  readonly act: () => Promise<void>;
}

const AGAIN_MS = 250;
/** Not now: the server is away, busy or restarting. */
const isLater = (status: number): boolean => status === 429 || status >= 500;

/** @param servers addresses to try, one by chance each time; @param address stands in for the resident's own */
export function makeResident(random: Random, servers: readonly string[], address: string): Resident {
  const texts: string[] = [];
  const receipts: Receipt[] = [];
  const rated = new Set<string>();

  /** Asks until there is an answer that counts; a request that got none may still have been carried out. */
  const ask = async (
    path: string,
    body: object,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response> => {
    for (;;) {
      const response = await fetch(`${random.maybe(servers) ?? ''}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': address, ...headers },
        body: JSON.stringify(body),
      }).catch(() => null);
      if (response && !isLater(response.status)) return response;
      await response?.body?.cancel();
      await pause(AGAIN_MS);
    }
  };

  const submit = async (): Promise<void> => {
    const text = `居民${random.id(10)}`;
    texts.push(text);
    const answer = await ask(
      '/api/public/reports',
      { areaId: 'grid1', text },
      { 'Idempotency-Key': random.id(24) },
    );
    if (answer.status !== 201) throw new Error(`a report was not taken: ${await answer.text()}`);
    receipts.push((await answer.json()) as Receipt);
  };

  const rate = async (): Promise<void> => {
    const open = receipts.filter(({ reportKey }) => !rated.has(reportKey));
    const one = random.maybe(open);
    if (!one) return;
    const scores = { speed: random.int(1, 5), effect: random.int(1, 5), attitude: random.int(1, 5) };
    const answer = await ask(`/api/public/reports/${one.reportKey}/rating`, scores, {});
    const body = (await answer.json()) as { readonly code?: string };
    if (answer.status === 201 || body.code === 'already_rated') rated.add(one.reportKey);
  };

  return { texts, receipts, rated, act: () => (random.chance(0.4) ? submit() : rate()) };
}
