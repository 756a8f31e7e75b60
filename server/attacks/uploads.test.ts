import { once } from 'node:events';
import { memoryUsage } from 'node:process';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WIRE } from '../../shared/protocol/limits.ts';
import { encodePhoto } from '../photos/encode.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type Answer, type Speak, speaker } from '../testing/http.ts';
import { until } from '../testing/live.ts';
import { fromElsewhere } from '../testing/people.ts';
import { foldedComment, jpeg, png, talkativeJpeg } from '../testing/pictures.ts';
import { openTcp } from '../testing/raw.ts';

let app: TestApp;
let speak: Speak;
beforeAll(async () => {
  // By the real clock: the database itself forgets sessions that are over, within a minute.
  app = await startTestApp({ now: Date.now(), env: { TRUST_PROXY: 'loopback' } });
  speak = speaker(app);
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

const MIB = 1024 * 1024;
const SCRIPT = '<script>alert("zq9")</script>';
const formOf = (
  files: readonly (Buffer | string)[],
  { name = 'x.jpg', type = 'image/jpeg', text = '墙裂了' } = {},
): FormData => {
  const form = new FormData();
  form.append('areaId', 'grid1');
  form.append('text', text);
  for (const file of files)
    form.append('photo', new Blob([new Uint8Array(Buffer.from(file))], { type }), name);
  return form;
};
const submit = (form: FormData): Promise<Answer> =>
  speak('POST /api/public/reports', { form, origin: null, headers: fromElsewhere() });
const photosStored = (): Promise<number> => app.store.models.photos.countDocuments();

describe('files that are something else', () => {
  const disguised = async (): Promise<Readonly<Record<string, Buffer | string>>> => ({
    'a page named like a photo': `<!doctype html><title>x</title>${SCRIPT}`,
    'a drawing with a script': `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${SCRIPT}</svg>`,
    'a script that begins like a GIF': `GIF89a/*${'x'.repeat(40)}*/=1;alert("zq9")`,
    'a script that begins like a JPEG': Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
      Buffer.from(SCRIPT),
    ]),
    'an archive': Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200)]),
    'an archive before a photo': Buffer.concat([Buffer.from('PK\u0003\u0004'), await jpeg()]),
    'half a photo': (await jpeg(800, 600)).subarray(0, 700),
    'a film': Buffer.concat([Buffer.from('\u0000\u0000\u0000\u0018ftypmp42', 'latin1'), Buffer.alloc(200)]),
    nothing: ' '.repeat(20),
  });

  test('P34 whatever they are called and say they are, they are refused and nothing is stored', async () => {
    const before = await photosStored();
    for (const [what, file] of Object.entries(await disguised())) {
      for (const named of [
        { name: 'x.jpg', type: 'image/jpeg' },
        { name: '../../x.webp\r\nX-Evil: 1', type: 'text/html' },
      ]) {
        const answer = await submit(formOf([file], named));
        expect([what, answer.status, answer.body['code']]).toEqual([what, 422, 'bad_photo']);
        expect(answer.text).not.toContain('zq9');
      }
    }
    expect(await photosStored()).toBe(before);
  });

  test('P34 of a photo that carries words, a place or a second file only pixels come back, as a picture', async () => {
    const answer = await submit(formOf([await talkativeJpeg(SCRIPT)], { name: 'x.html', type: 'text/html' }));
    expect(answer.status).toBe(201);
    const key = { 'X-Report-Key': String(answer.body['reportKey']) };
    const own = await speak('GET /api/public/report', { headers: key });
    const [id] = own.body['photoIds'] as string[];
    const response = await fetch(`${app.url}/api/public/photos/${id}`, { headers: key });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(bytes.includes('zq9')).toBe(false);
    const about = await sharp(bytes).metadata();
    expect([about.exif, about.xmp, about.iptc, about.comments]).toEqual(Array(4).fill(undefined));
  });
});

describe('files that grow', () => {
  test('P34 a head that promises more pixels than anybody has is refused unread', async () => {
    for (const [width, height] of [
      [100_000, 100_000],
      [2_147_483_647, 1],
      [30_000, 30_000],
      [8000, 8000],
    ] as const) {
      const began = performance.now();
      await expect(encodePhoto(png(width, height))).rejects.toMatchObject({
        code: expect.stringMatching(/^(photo_too_large|bad_photo)$/) as string,
      });
      expect(performance.now() - began).toBeLessThan(5000);
    }
  });

  test('P34 a comment that unfolds to 400 MB takes no such memory', async () => {
    const bomb = png(20, 1, foldedComment(400 * MIB));
    expect(bomb.length).toBeLessThan(MIB);
    const before = memoryUsage().rss;
    // Whether the picture is taken or not is the decoder's to say.
    const outcome = await encodePhoto(bomb).then(
      ({ bytes }) => bytes.length,
      (error: { code?: string }) => error.code,
    );
    expect([outcome === 'bad_photo', typeof outcome === 'number']).toContain(true);
    expect(memoryUsage().rss - before).toBeLessThan(250 * MIB);
  });
});

describe('forms that abuse', () => {
  test('P34 one bad photo among good ones, or words that are refused, leave no photo behind', async () => {
    const good = await jpeg();
    const before = await photosStored();
    for (const [form, code] of [
      [formOf([good, good, SCRIPT]), 'bad_photo'],
      [formOf([good], { text: '长'.repeat(10_001) }), 'text_too_long'],
      [formOf([good], { text: ' \u0000 ' }), 'text_empty'],
    ] as const)
      expect((await submit(form)).body['code']).toBe(code);
    const unknown = formOf([good]);
    unknown.set('areaId', 'nowhere');
    expect((await submit(unknown)).body['code']).toBe('unknown_area');
    expect(await photosStored()).toBe(before);
  });

  test('P34 50 MB in one file, or a thousand fields, are refused, and the next upload is taken', async () => {
    const large = await submit(formOf([Buffer.alloc(50 * MIB)]));
    expect([large.status, large.body['code']]).toEqual([413, 'photo_too_large']);
    const many = formOf([]);
    for (let i = 0; i < 1000; i += 1) many.append(`field${i}`, 'x');
    expect((await submit(many)).status).toBe(400);
    const doubled = formOf([await jpeg()]);
    doubled.append('areaId', 'nowhere');
    expect((await submit(doubled)).body['code']).toBe('unknown_area');
    expect((await submit(formOf([await jpeg()]))).status).toBe(201);
  });

  test('P34 a form without end is answered and cut off', async () => {
    const socket = openTcp(app);
    await once(socket, 'connect');
    let heard = '';
    socket.on('data', (data) => (heard += data.toString('latin1')));
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.write(
      [
        'POST /api/public/reports HTTP/1.1',
        'Host: x',
        'Content-Type: multipart/form-data; boundary=b',
        'Transfer-Encoding: chunked',
        '',
        '',
      ].join('\r\n'),
    );
    const chunk = (text: string | Buffer) =>
      Buffer.concat([Buffer.from(`${text.length.toString(16)}\r\n`), Buffer.from(text), Buffer.from('\r\n')]);
    socket.write(chunk('--b\r\nContent-Disposition: form-data; name="photo"; filename="x"\r\n\r\n'));
    const more = chunk(Buffer.alloc(MIB));
    let sent = 0;
    const most = 3 * WIRE.photosPerUpload * WIRE.photoUploadBytes;
    while (!socket.destroyed && sent < most) {
      sent += MIB;
      if (!socket.write(more)) await Promise.race([once(socket, 'drain').catch(() => undefined), closed]);
    }
    await closed;
    expect(sent).toBeLessThan(most);
    // The answer may be lost to a sender that never stops to listen.
    expect(heard.slice(0, 12)).toMatch(/^(HTTP\/1\.1 413)?$/);
  });

  test('P34 uploads that stop half way give back the memory they held', async () => {
    const before = await photosStored();
    const head = (length: number) =>
      [
        'POST /api/public/reports HTTP/1.1',
        'Host: x',
        ...Object.entries(fromElsewhere()).map(([name, value]) => `${name}: ${value}`),
        `Content-Length: ${length}`,
        'Content-Type: multipart/form-data; boundary=b',
        '',
        '--b\r\nContent-Disposition: form-data; name="photo"; filename="x"\r\n\r\n',
      ].join('\r\n');
    // Together more than all uploads may hold.
    for (let round = 0; round < 6; round += 1) {
      const sockets = Array.from({ length: 6 }, () => openTcp(app));
      for (const socket of sockets) {
        socket.write(head(20 * MIB));
        socket.write(Buffer.alloc(10 * MIB));
      }
      await Promise.all(
        sockets.map(async (socket) => {
          await until(() => expect(socket.bytesWritten).toBeGreaterThan(10 * MIB));
          socket.destroy();
          await once(socket, 'close');
        }),
      );
    }
    expect(await photosStored()).toBe(before);
    await until(() => expect(app.app.http.listening).toBe(true));
    expect((await submit(formOf([await jpeg()]))).status).toBe(201);
  });
});
