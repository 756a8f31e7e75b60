import { cardsOf } from './kit/cards.ts';
import type { Joined, JoinerSkills } from './kit/joiner-process.ts';
import { openLine, roomOf } from './kit/line.ts';
import { median } from './kit/measure.ts';
import { startProduct } from './kit/product.ts';
import { hire, type Remote } from './kit/remote.ts';
import { figure, type Sheet } from './kit/sheet.ts';
import type { SourceSkills } from './kit/source.ts';
import { layIn } from './kit/stock.ts';

export interface JoiningScale {
  readonly cards: readonly number[];
  readonly times: number;
}
const SCALE: JoiningScale = { cards: [1000, 10_000], times: 9 };
const AIM_CARDS = 10_000;

interface Row {
  readonly cards: number;
  readonly board: Joined;
  readonly peer: Joined;
}

/** (c) A page that opens a large board for the first time, beside the same cards as JSON. */
export async function joining(scale: JoiningScale = SCALE): Promise<Sheet> {
  const joiner = await hire<JoinerSkills>('kit/joiner-process.ts');
  try {
    const rows: Row[] = [];
    for (const cards of scale.cards) rows.push(await joinOne(joiner, cards, scale.times));
    const large = rows.find((row) => row.cards === AIM_CARDS);
    const times = large ? large.board.ms / large.peer.ms : Number.NaN;
    return {
      title: 'Joining a board',
      method: `Median of ${scale.times} joins by the stock clients (y-websocket; socket.io-client), each with an empty document, from opening the socket until all cards are in memory.`,
      columns: ['open cards', 'server', 'time', 'bytes'],
      rows: rows.flatMap(({ cards, board, peer }) => [
        [figure(cards), 'the same JSON over Socket.IO', figure(peer.ms, 'ms'), figure(peer.bytes)],
        [figure(cards), 'Paidan board', figure(board.ms, 'ms'), figure(board.bytes)],
      ]),
      aims: large
        ? [
            {
              aim: '10,000 cards within 2× of the same JSON over Socket.IO',
              figure: `${figure(times)}×`,
              met: times <= 2,
            },
          ]
        : [],
    };
  } finally {
    await joiner.end();
  }
}

async function joinOne(joiner: Remote<JoinerSkills>, cards: number, times: number): Promise<Row> {
  const stock = await layIn({ officers: 1, open: cards });
  const { dataDir, areaId, officers } = stock;
  const [cookie = ''] = officers;
  const peer = await hire<SourceSkills>('peers/socketio.ts');
  const product = await startProduct(dataDir);
  try {
    const json = await peer.ask('open', { dataDir, areaId, cards: cardsOf(stock.orders) });
    const line = await openLine(product.url, cookie);
    const room = roomOf(line, areaId);
    const ours: Joined[] = [];
    const theirs: Joined[] = [];
    // In turn, so that what else the machine does falls on both; the first of each warms up and does not count.
    for (let i = 0; i <= times; i += 1) {
      theirs.push(await joiner.ask('join', { url: json.url, room: null, cookie: '', cards }));
      ours.push(await joiner.ask('join', { url: product.url, room, cookie, cards }));
    }
    line.socket.close();
    return { cards, board: middle(ours.slice(1)), peer: middle(theirs.slice(1)) };
  } finally {
    await peer.end();
    await product.stop();
    await stock.remove();
  }
}

const middle = (joined: readonly Joined[]): Joined => ({
  ms: median(joined.map((one) => one.ms)),
  bytes: median(joined.map((one) => one.bytes)),
});
