import { afterAll, expect, test } from 'vitest';
import { startTestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { speaker } from '../testing/http.ts';
import { stormOfKeys } from '../testing/storm.ts';

afterAll(stopTestDatabase);

test('P31 ten thousand wrong keys from one address find nothing and disturb nobody', async () => {
  const app = await startTestApp({ env: { TRUST_PROXY: 'loopback' } });
  await stormOfKeys(app, speaker(app), 10_000);
  expect(app.app.http.listening).toBe(true);
  await app.close();
}, 600_000);
