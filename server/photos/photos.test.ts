import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '../../shared/people/member.ts';
import { WIRE } from '../../shared/protocol/limits.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { finishOrder, type Speak, speaker, submitReport } from '../testing/http.ts';
import { AREAS } from '../testing/world.ts';
import { encodePhoto } from './encode.ts';

let app: TestApp;
let speak: Speak;
let officer: Member;
let cookies: { officer: string; worker: string; stranger: string };

beforeAll(async () => {
  app = await startTestApp();
  speak = speaker(app);
  officer = await app.makeMember({ roles: ['officer'] });
  const worker = await app.makeMember({ roles: ['worker'] });
  const stranger = await app.makeMember({ roles: ['officer'], areas: [AREAS.south] });
  cookies = {
    officer: await app.cookieOf(officer),
    worker: await app.cookieOf(worker),
    stranger: await app.cookieOf(stranger),
  };
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c33' } });
const noise = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });
const formOf = (...files: readonly Buffer[]): FormData => {
  const form = new FormData();
  for (const file of files) form.append('photo', new Blob([new Uint8Array(file)]), 'x.jpg');
  return form;
};
const reportWith = (form: FormData): FormData => {
  form.append('areaId', 'grid1');
  form.append('text', '墙裂了');
  return form;
};
const bytesOf = async (path: string, cookie?: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${app.url}${path}`, {
    headers: { ...(cookie ? { cookie } : {}), ...headers },
  });
  return {
    status: response.status,
    type: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
};

test('P34 a photo is turned upright, stripped of where it was taken, and at most 1 MiB of WebP', async () => {
  const exif = { IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitude: '31/1 0/1 0/1', GPSLatitudeRef: 'N' } };
  const original = await noise(3000, 2000).withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const { bytes, width, height, type } = await encodePhoto(original);
  expect([type, width < height, Math.max(width, height) <= 1920]).toEqual(['image/webp', true, true]);
  expect(bytes.length).toBeLessThanOrEqual(WIRE.photoStoredBytes);
  const about = await sharp(bytes).metadata();
  expect([about.format, about.exif, about.orientation, about.icc, about.xmp]).toEqual([
    'webp',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(bytes.includes('SecretCamera')).toBe(false);
});

test('P34 what hides behind the pixels does not come through', async () => {
  const jpeg = await picture(40, 30).jpeg().toBuffer();
  const hidden = Buffer.concat([jpeg, Buffer.from('PK\u0003\u0004<script>alert(1)</script>')]);
  expect((await encodePhoto(hidden)).bytes.includes('script')).toBe(false);
});

test('P34 drawings, documents, torn, moving and empty pictures are refused', async () => {
  const frame = picture(8, 8).png();
  const frames = [await frame.toBuffer(), await picture(8, 8).tint('#00f').png().toBuffer()];
  const moving = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const torn = (await noise(400, 300).jpeg().toBuffer()).subarray(0, 4000);
  for (const file of [
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
    Buffer.from('%PDF-1.7 and so on and so on'),
    Buffer.from('GIF89a but nothing else at all'),
    Buffer.from('x'),
    moving,
    torn,
  ]) {
    await expect(encodePhoto(file)).rejects.toMatchObject({ code: 'bad_photo', details: { field: 'photo' } });
  }
});

test('P34 a small file with very many pixels is refused before it is unfolded', async () => {
  const bomb = await sharp({
    create: { width: 9000, height: 9000, channels: 3, background: '#fff' },
    limitInputPixels: false,
  })
    .png()
    .toBuffer();
  expect(bomb.length).toBeLessThan(1_000_000);
  await expect(encodePhoto(bomb)).rejects.toMatchObject({ code: 'photo_too_large' });
});

test('P34 photos of a report: seen by its key and its people, by the public only once published', async () => {
  const form = reportWith(formOf(await picture(800, 600).jpeg().toBuffer()));
  const sent = await speak('POST /api/public/reports', { form, origin: null });
  expect(sent.status).toBe(201);
  const key = { 'X-Report-Key': String(sent.body['reportKey']) };
  const own = await speak('GET /api/public/report', { headers: key });
  const [id] = own.body['photoIds'] as string[];
  const other = await submitReport(speak);
  const open = `/api/public/photos/${id}`;
  expect((await bytesOf(open)).status).toBe(404);
  expect((await bytesOf(open, undefined, { 'X-Report-Key': other.reportKey })).status).toBe(404);
  const mine = await bytesOf(open, undefined, key);
  expect([mine.status, mine.type.get('content-type')]).toEqual([200, 'image/webp']);
  expect(mine.type.get('cache-control')).toBe('private, no-store');
  expect((await bytesOf(`/api/photos/${id}`, cookies.officer)).status).toBe(200);
  expect((await bytesOf(`/api/photos/${id}`, cookies.stranger)).status).toBe(404);
  expect((await bytesOf(`/api/photos/${id}`, cookies.worker)).status).toBe(404);
  expect((await bytesOf(`/api/photos/${id}`)).status).toBe(401);
  const small = await bytesOf(`/api/photos/${id}?size=small`, cookies.officer);
  expect((await sharp(small.bytes).metadata()).width).toBe(320);

  const publish = (cookie: string, published: boolean) =>
    speak(`PUT /api/photos/${id}/published`, { cookie, body: { published } });
  expect((await publish(cookies.worker, true)).status).toBe(403);
  expect((await publish(cookies.stranger, true)).status).toBe(404);
  expect((await publish(cookies.officer, true)).status).toBe(200);
  expect((await bytesOf(open)).status).toBe(200);
  expect((await publish(cookies.officer, false)).status).toBe(200);
  expect((await bytesOf(open)).status).toBe(404);
  const actions = await app.store.models.audits
    .find({ subject: id ?? '' })
    .sort({ _id: 1 })
    .lean();
  expect(actions.map((row) => row.action).toSorted()).toEqual(['photo_published', 'photo_withdrawn']);
});

test('P34 six photos at most, twelve MiB each, and a retry stores nothing twice', async () => {
  const one = await picture(20, 20).png().toBuffer();
  const before = await app.store.models.photos.countDocuments();
  const send = (form: FormData, key?: string) =>
    speak('POST /api/public/reports', {
      form: reportWith(form),
      origin: null,
      headers: key ? { 'Idempotency-Key': key } : {},
    });
  const seven = await send(formOf(...Array<Buffer>(7).fill(one)));
  expect([seven.status, seven.body['code']]).toEqual([422, 'too_many_photos']);
  const large = await send(formOf(Buffer.alloc(WIRE.photoUploadBytes + 1)));
  expect([large.status, large.body['code']]).toEqual([413, 'photo_too_large']);
  const bad = await send(formOf(Buffer.from('no picture, only words about one')));
  expect([bad.status, bad.body['code']]).toEqual([422, 'bad_photo']);
  expect(await app.store.models.photos.countDocuments()).toBe(before);
  const key = 'photo-retry-0123456789';
  const first = await send(formOf(one, one), key);
  expect(await send(formOf(one, one), key)).toMatchObject({ status: 201, body: first.body });
  expect(await app.store.models.photos.countDocuments()).toBe(before + 2);
});

test('P34 staff upload first and name the photos in a command; until then they are their own', async () => {
  const form = () => formOf(Buffer.from(png));
  const png = await picture(20, 20).png().toBuffer();
  expect((await speak('POST /api/photos', { form: form() })).status).toBe(401);
  expect((await speak('POST /api/photos', { cookie: cookies.worker, body: {} })).status).toBe(415);
  expect((await speak('POST /api/photos', { cookie: cookies.worker, form: new FormData() })).status).not.toBe(
    201,
  );
  const uploaded = await speak('POST /api/photos', { cookie: cookies.worker, form: form() });
  const [id] = uploaded.body['photoIds'] as string[];
  expect((await bytesOf(`/api/photos/${id}`, cookies.worker)).status).toBe(200);
  expect((await bytesOf(`/api/photos/${id}`, cookies.officer)).status).toBe(404);
});

test('P34 photos of work done are not the public’s before an officer says so', async () => {
  const worker = await app.makeMember({ roles: ['worker'] });
  const { orderNo, reportKey } = await submitReport(speak);
  const orderId = await finishOrder(app, orderNo, officer, worker);
  const uploaded = await speak('POST /api/photos', {
    cookie: cookies.officer,
    form: formOf(await picture(20, 20).png().toBuffer()),
  });
  const [id] = uploaded.body['photoIds'] as string[];
  await app.store.models.photos.updateOne({ _id: id ?? '' }, { $set: { orderId, eventId: 'e' } });
  const asked = await bytesOf(`/api/public/photos/${id}`, undefined, { 'X-Report-Key': reportKey });
  expect(asked.status).toBe(404);
});
