import type { Connection } from 'mongoose';
import mongoose, { Schema } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TemporaryEngine } from './testing/temporary-engine.ts';
import { temporaryEngine } from './testing/temporary-engine.ts';

describe('mongoose on the engine', () => {
  let engine: TemporaryEngine;
  let connection: Connection;

  beforeAll(async () => {
    engine = await temporaryEngine();
    connection = await mongoose.createConnection(engine.uri, { dbName: 'smoke' }).asPromise();
  });
  afterAll(async () => {
    await connection.close();
    await engine.close();
  });

  const orderSchema = new Schema(
    {
      no: { type: String, required: true, unique: true },
      status: { type: String, default: 'new' },
      rev: { type: Number, default: 0 },
      holder: String,
      externalNo: String,
      at: Date,
      tags: [String],
      reports: [{ text: String, stars: Number }],
    },
    { timestamps: true },
  );
  orderSchema.index({ status: 1, at: -1 });
  orderSchema.index(
    { externalNo: 1 },
    { unique: true, partialFilterExpression: { externalNo: { $type: 'string' } } },
  );

  test('E24 schemas, defaults, sub-documents, queries and updates work', async () => {
    const Order = connection.model('Order', orderSchema);
    await Order.init();
    const made = await Order.create({ no: 'A-1', at: new Date(5), reports: [{ text: '路灯', stars: 3 }] });
    made.tags.push('灯');
    await made.save();
    await Order.updateOne({ no: 'A-1', 'reports.stars': 3 }, { $set: { 'reports.$.text': '路灯不亮' } });
    const found = await Order.findOne({ tags: '灯' }).lean();
    expect(found).toMatchObject({
      no: 'A-1',
      status: 'new',
      rev: 0,
      tags: ['灯'],
      reports: [{ text: '路灯不亮', stars: 3 }],
    });
    expect(await Order.exists({ reports: { $elemMatch: { stars: { $gte: 3 } } } })).not.toBeNull();
    expect(await Order.deleteOne({ no: 'A-1' })).toMatchObject({ deletedCount: 1 });
  });

  test('E25 a unique index refuses with E11000, key pattern and key value; a partial one lets others be', async () => {
    const Order = connection.model('Order');
    await Order.create({ no: 'B-1', externalNo: 'x' });
    await expect(Order.create({ no: 'B-1' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { no: 1 },
      keyValue: { no: 'B-1' },
      message: 'E11000 duplicate key error collection: smoke.orders index: no_1 dup key: { no: "B-1" }',
    });
    await expect(Order.create({ no: 'B-2', externalNo: 'x' })).rejects.toMatchObject({
      keyValue: { externalNo: 'x' },
    });
    await Order.create([{ no: 'B-3' }, { no: 'B-4' }]);
    await expect(Order.updateOne({ no: 'B-3' }, { externalNo: 'x' })).rejects.toMatchObject({ code: 11000 });
    expect(await Order.countDocuments({ no: /^B-/ })).toBe(3);
  });

  test('E26 of fifty guarded findOneAndUpdate at once one wins', async () => {
    const Order = connection.model('Order');
    await Order.create({ no: 'C-1' });
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        Order.findOneAndUpdate(
          { no: 'C-1', rev: 0 },
          { $set: { holder: `m${i}`, status: 'handling' }, $inc: { rev: 1 } },
          { returnDocument: 'after' },
        ).lean(),
      ),
    );
    const winners = results.filter((result) => result !== null);
    expect(winners).toHaveLength(1);
    expect(await Order.findOne({ no: 'C-1' }).lean()).toEqual(winners[0]);
  });

  test('E27 $group by month counts in the zone asked for', async () => {
    const Rating = connection.model('Rating', new Schema({ at: Date, stars: Number }));
    await Rating.create([
      { at: new Date('2026-01-31T15:59:59Z'), stars: 1 },
      { at: new Date('2026-01-31T16:00:00Z'), stars: 4 },
      { at: new Date('2026-02-28T15:00:00Z'), stars: 5 },
    ]);
    const timezone = 'Asia/Shanghai';
    const months = await Rating.aggregate([
      {
        $group: {
          _id: { $dateToString: { date: '$at', format: '%Y-%m', timezone } },
          n: { $sum: 1 },
          stars: { $avg: '$stars' },
        },
      },
      { $sort: { _id: 1 } },
    ]);
    expect(months).toEqual([
      { _id: '2026-01', n: 1, stars: 1 },
      { _id: '2026-02', n: 2, stars: 4.5 },
    ]);
    const starts = await Rating.aggregate([
      { $group: { _id: { $dateTrunc: { date: '$at', unit: 'month', timezone } } } },
      { $sort: { _id: 1 } },
    ]);
    expect(starts.map(({ _id }) => (_id as Date).toISOString())).toEqual([
      '2025-12-31T16:00:00.000Z',
      '2026-01-31T16:00:00.000Z',
    ]);
  });

  test('E28 a TTL index removes what has expired and keeps the rest', async () => {
    const Session = connection.model('Session', new Schema({ at: { type: Date, expires: 60 }, n: Number }));
    await Session.init();
    const old = Date.now() - 120_000;
    await Session.create([
      ...Array.from({ length: 3 }, (_, n) => ({ at: new Date(old), n })),
      { at: new Date(), n: 9 },
      { n: 10 },
    ]);
    await engine.client.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 0.05 });
    await expect.poll(() => Session.countDocuments()).toBe(2);
    expect((await Session.find().sort('n').lean()).map(({ n }) => n)).toEqual([9, 10]);
  });

  test('E29 $lookup joins by field and by pipeline, $out and $merge write', async () => {
    const db = engine.client.db('join');
    await db
      .collection<{ _id: number; a?: number; n?: number }>('left')
      .insertMany([{ _id: 1, a: 1 }, { _id: 2 }]);
    await db.collection('right').insertMany([
      { k: 1, v: 'x' },
      { k: null, v: 'y' },
    ]);
    const joined = await db
      .collection('left')
      .aggregate([
        {
          $lookup: {
            from: 'right',
            localField: 'a',
            foreignField: 'k',
            pipeline: [{ $project: { _id: 0, v: 1 } }],
            as: 'r',
          },
        },
        {
          $lookup: {
            from: 'right',
            let: { a: '$a' },
            pipeline: [{ $match: { $expr: { $eq: ['$k', '$$a'] } } }, { $count: 'n' }],
            as: 's',
          },
        },
        { $sort: { _id: 1 } },
      ])
      .toArray();
    expect(joined).toEqual([
      { _id: 1, a: 1, r: [{ v: 'x' }], s: [{ n: 1 }] },
      { _id: 2, r: [{ v: 'y' }], s: [{ n: 1 }] },
    ]);
    await db
      .collection('left')
      .aggregate([{ $out: 'copy' }])
      .toArray();
    await db
      .collection('left')
      .aggregate([{ $set: { n: 5 } }, { $merge: { into: 'copy' } }])
      .toArray();
    expect(await db.collection('copy').countDocuments({ n: 5 })).toBe(2);
  });
});
