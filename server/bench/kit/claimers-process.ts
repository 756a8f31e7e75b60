import { type Line, openLines } from './line.ts';
import { clock } from './measure.ts';
import { serve } from './remote.ts';

/** People who all want the same order. */
export interface Claimed {
  readonly won: boolean;
  /** Whom this person was told to have won; null when told nothing of the kind. */
  readonly by: string | null;
  readonly name: string;
  readonly sentAt: number;
  readonly answeredAt: number;
}

let lines: Line[] = [];
const skills = {
  async connect({
    url,
    cookies,
  }: {
    readonly url: string;
    readonly cookies: readonly string[];
  }): Promise<void> {
    lines = await openLines(url, cookies);
  },
  async claim({ orderId, at }: { readonly orderId: string; readonly at: number }): Promise<Claimed[]> {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - clock() - 2)));
    // Timers are late by their nature: the last moment is waited for by looking.
    while (clock() < at);
    return await Promise.all(lines.map((line) => claimOne(line, orderId)));
  },
  hangUp(): void {
    for (const { socket } of lines) socket.close();
  },
};
export type ClaimerSkills = typeof skills;
serve(skills);

async function claimOne(line: Line, orderId: string): Promise<Claimed> {
  const sentAt = clock();
  const answer = await line.command('claim', orderId);
  const answeredAt = clock();
  const { name } = line.hello.member;
  if (answer.ok) return { won: true, by: name, name, sentAt, answeredAt };
  const { by } = (answer.details ?? {}) as { readonly by?: unknown };
  return { won: false, by: typeof by === 'string' ? by : null, name, sentAt, answeredAt };
}
