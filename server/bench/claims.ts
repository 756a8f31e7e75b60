import type { Claimed, ClaimerSkills } from './kit/claimers-process.ts';
import { clock, median } from './kit/measure.ts';
import { startProduct } from './kit/product.ts';
import { hire } from './kit/remote.ts';
import { figure, type Sheet } from './kit/sheet.ts';
import { layIn } from './kit/stock.ts';

export interface ClaimsScale {
  readonly people: number;
  readonly rounds: number;
}
const SCALE: ClaimsScale = { people: 200, rounds: 10 };
const AIM_MS = 150;
const PROCESSES = 2;
/** Long enough for every process to have heard when to begin. */
const SOON_MS = 200;

/** (d) Everybody claims one order in the same moment. */
export async function claims(scale: ClaimsScale = SCALE): Promise<Sheet> {
  // The first round warms up and does not count.
  const stock = await layIn({ workers: scale.people, open: scale.rounds + 1 });
  const product = await startProduct(stock.dataDir);
  const halls = await Promise.all(
    Array.from({ length: PROCESSES }, () => hire<ClaimerSkills>('kit/claimers-process.ts')),
  );
  try {
    const share = Math.ceil(scale.people / PROCESSES);
    for (const [i, hall] of halls.entries())
      await hall.ask('connect', {
        url: product.url,
        cookies: stock.workers.slice(i * share, (i + 1) * share),
      });
    const rounds: Claimed[][] = [];
    for (const { _id: orderId } of stock.orders) {
      const at = clock() + SOON_MS;
      rounds.push((await Promise.all(halls.map((hall) => hall.ask('claim', { orderId, at })))).flat());
    }
    await Promise.all(halls.map((hall) => hall.ask('hangUp', undefined)));
    return sheetOf(scale, rounds.slice(1));
  } finally {
    await Promise.all(halls.map((hall) => hall.end()));
    await product.stop();
    await stock.remove();
  }
}

function sheetOf({ people, rounds: count }: ClaimsScale, rounds: readonly (readonly Claimed[])[]): Sheet {
  const winners = rounds.map((round) => round.filter((one) => one.won).length);
  const informed = rounds.map((round) => {
    const winner = round.find((one) => one.won)?.name;
    return round.filter((one) => one.by === winner).length;
  });
  const spans = rounds.map(
    (round) => Math.max(...round.map((one) => one.answeredAt)) - Math.min(...round.map((one) => one.sentAt)),
  );
  const span = median(spans);
  const oneWinner = winners.every((n) => n === 1) && informed.every((n) => n === people);
  return {
    title: `${people} people claim one order`,
    method: `${count} rounds over real sockets from ${PROCESSES} processes, each person one connection; from the first claim's being sent until the last person has been told who won.`,
    columns: ['winners a round', 'told the winner', 'median', 'fastest', 'slowest'],
    rows: [
      [
        rangeOf(winners),
        `${rangeOf(informed)} of ${people}`,
        figure(span, 'ms'),
        figure(Math.min(...spans), 'ms'),
        figure(Math.max(...spans), 'ms'),
      ],
    ],
    aims: [
      {
        aim: 'one winner, everybody told who',
        figure: oneWinner ? 'in every round' : 'not in every round',
        met: oneWinner,
      },
      { aim: `all informed within ${AIM_MS} ms (median)`, figure: figure(span, 'ms'), met: span <= AIM_MS },
    ],
  };
}

const rangeOf = (counts: readonly number[]): string => {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? String(least) : `${least} to ${most}`;
};
