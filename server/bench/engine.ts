import { open } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../embedded-mongo/start.ts';
import { clock } from './kit/measure.ts';
import { figure, type Sheet } from './kit/sheet.ts';
import { freshId, scratchDir } from './kit/stock.ts';

export interface EngineScale {
  readonly seconds: number;
  readonly clients: readonly number[];
  readonly documents: number;
}
const SCALE: EngineScale = { seconds: 3, clients: [1, 32], documents: 20_000 };
const DURABLE = { writeConcern: { w: 'majority', journal: true } } as const;

interface Doc {
  readonly _id: string;
  readonly area: string;
  readonly status: string;
  readonly at: number;
  readonly rev: number;
  readonly text: string;
}

/** (h) What the embedded engine does by itself, spoken to by the official driver. */
export async function engine(scale: EngineScale = SCALE): Promise<Sheet> {
  const { path, remove } = await scratchDir();
  const running = await startEmbeddedMongo({ directory: join(path, 'db') });
  const connection = await mongoose.createConnection(running.uri, { maxPoolSize: 40 }).asPromise();
  try {
    const docs = connection.collection<Doc>('bench');
    await docs.createIndex({ area: 1, status: 1, at: 1 });
    const ids = Array.from({ length: scale.documents }, () => freshId());
    for (let i = 0; i < ids.length; i += 1000)
      await docs.insertMany(ids.slice(i, i + 1000).map((id, n) => docOf(id, i + n)));
    let n = scale.documents;
    const someId = (): string => ids[Math.floor(Math.random() * ids.length)] ?? '';
    const work = {
      'insert, durable': async () => {
        n += 1;
        await docs.insertOne(docOf(freshId(), n), DURABLE);
      },
      'guarded update, durable': async () => {
        const _id = someId();
        const doc = await docs.findOne({ _id }, { projection: { rev: 1 } });
        const rev = doc?.rev ?? 0;
        await docs.updateOne({ _id, rev }, { $set: { rev: rev + 1, at: n } }, DURABLE);
      },
      'indexed find of 20, sorted': async () => {
        const area = `area${Math.floor(Math.random() * AREAS)}`;
        await docs.find({ area, status: 'new' }).sort({ at: 1 }).limit(20).toArray();
      },
    };
    const rows: string[][] = [];
    for (const [name, act] of Object.entries(work)) {
      const figures: string[] = [];
      for (const clients of scale.clients) figures.push(figure(await perSecond(act, clients, scale.seconds)));
      rows.push([name, ...figures]);
    }
    const disk = await flushesPerSecond(path, scale.seconds);
    rows.push(['ruler: append and fdatasync, one after another', figure(disk), '']);
    return {
      title: 'The embedded engine',
      method: `${figure(scale.documents)} documents of about 300 bytes with one compound index, spoken to by the official driver over its socket; an update reads the document first and is guarded by its \`rev\`. The ruler says what the disk itself gives.`,
      columns: [
        'operations/s',
        ...scale.clients.map((clients) => `${clients} ${clients === 1 ? 'client' : 'clients'}`),
      ],
      rows,
      aims: [],
    };
  } finally {
    await connection.close();
    await running.stop();
    await remove();
  }
}

const AREAS = 50;
const docOf = (_id: string, n: number): Doc => ({
  _id,
  area: `area${n % AREAS}`,
  status: n % 3 === 0 ? 'new' : 'done',
  at: n,
  rev: 0,
  text: '三号楼二单元门前的路灯不亮，晚上老人出门不方便。'.repeat(3),
});

async function perSecond(act: () => Promise<unknown>, clients: number, seconds: number): Promise<number> {
  const begun = clock();
  const end = begun + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (; clock() < end; done += 1) await act();
    }),
  );
  return (done * 1000) / (clock() - begun);
}

async function flushesPerSecond(directory: string, seconds: number): Promise<number> {
  const file = await open(join(directory, 'ruler'), 'w');
  const page = Buffer.alloc(4096, 1);
  try {
    return await perSecond(
      async () => {
        await file.write(page);
        await file.datasync();
      },
      1,
      seconds,
    );
  } finally {
    await file.close();
  }
}
