import { once } from 'node:events';
import process from 'node:process';
import { pino } from 'pino';
import { createBus } from '../../bus/index.ts';
import { createRules } from '../../rules.ts';
import { connectStore } from '../../store/connect.ts';
import { dayZone } from '../day-zone.ts';
import { runJob } from '../job.ts';
import { createRunRecords } from '../runs/record.ts';
import type { WorkOrder } from './order.ts';

/** Carries out one run that the server hands over, and ends; it ends after the batch being written when the server goes. */
let closing = false;
// Ctrl-C reaches the whole group: the server says when to end.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => {
  closing = true;
});

async function carryOut({ job, address, config }: WorkOrder): Promise<void> {
  process.on('message', () => {
    closing = true;
  });
  const { dataDir, timeZone, logLevel } = config;
  const log = pino({ level: logLevel, base: null }, pino.destination({ dest: 2, sync: true }));
  const { uri, dbName } = address;
  const store = await connectStore({ mongodbUri: uri, dataDir, log, ...(dbName ? { dbName } : {}) });
  const bus = createBus({ redisUrl: null, log });
  try {
    const rules = await createRules({ store, bus, timeZone, log });
    const zone = dayZone(rules.zone());
    const { models } = store;
    const records = createRunRecords(store);
    const parts = { models, records, log, now: Date.now, rules: { ...rules, zone: () => zone } };
    await runJob({ ...parts, isClosing: () => closing }, job);
  } finally {
    await bus.close();
    await store.close();
  }
}

const [order] = (await once(process, 'message')) as [WorkOrder];
await carryOut(order);
process.exit(0);
