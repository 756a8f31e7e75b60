import { randomBytes } from 'node:crypto';
import { isDuplicateKey } from './errors.ts';
import type { Models } from './models.ts';

/** The installation's secret: made once, by whichever server asks first (SPEC S17). */
export async function serverSecret(models: Models): Promise<string> {
  const fresh = randomBytes(32).toString('base64url');
  try {
    await models.settings.updateOne({ _id: 'secret' }, { $setOnInsert: { value: fresh } }, { upsert: true });
  } catch (error) {
    // Two servers on an empty database: the other one was faster, and its secret is read below.
    if (!isDuplicateKey(error)) throw error;
  }
  const kept = await models.settings.findById('secret').lean();
  if (typeof kept?.value !== 'string') throw new Error('the secret of this installation is missing');
  return kept.value;
}
