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
  readonly page: Joined;
  readonly stock: Joined;
  readonly peer: Joined;
}

/** (c) A page that opens a large board for the first time, beside the same cards as JSON. */
export async function joining(scale: JoiningScale = SCALE): Promise<Sheet> {
  const joiner = await hire<JoinerSkills>('kit/joiner-process.ts');
  try {
    const rows: Row[] = [];
    for (const cards of scale.cards) rows.push(await joinOne(joiner, cards, scale.times));
    const large = rows.find((row) => row.cards === AIM_CARDS);
    const times = large ? large.page.ms / large.peer.ms : Number.NaN;
    return {
      title: 'Joining a board',
      method: `Median of ${scale.times} joins, each with an empty document, from opening the socket until all cards are in memory: by the product's own pages ("a page"), by the stock y-websocket client, and by socket.io-client.`,
      columns: ['open cards', 'server', 'time', 'bytes'],
      rows: rows.flatMap(({ cards, page, stock, peer }) => [
        [figure(cards), 'the same JSON over Socket.IO', figure(peer.ms, 'ms'), figure(peer.bytes)],
        [figure(cards), 'Paidan board, a page', figure(page.ms, 'ms'), figure(page.bytes)],
        [figure(cards), 'Paidan board, the stock client', figure(stock.ms, 'ms'), figure(stock.bytes)],
      ]),
      aims: large
        ? [
            {
              aim: '10,000 cards within 2× of the same JSON over Socket.IO',
              figure: `${figure(times)}× (the stock client: ${figure(large.stock.ms / large.peer.ms)}×)`,
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
    const pages: Joined[] = [];
    const stocks: Joined[] = [];
    const peers: Joined[] = [];
    const { url } = product;
    // In turn, so that what else the machine does falls on all; the first of each warms up and does not count.
    for (let i = 0; i <= times; i += 1) {
      peers.push(await joiner.ask('join', { as: 'json', url: json.url, room: '', cookie: '', cards }));
      pages.push(await joiner.ask('join', { as: 'page', url, room, cookie, cards }));
      stocks.push(await joiner.ask('join', { as: 'stock', url, room, cookie, cards }));
    }
    line.socket.close();
    return {
      cards,
      page: middle(pages.slice(1)),
      stock: middle(stocks.slice(1)),
      peer: middle(peers.slice(1)),
    };
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
