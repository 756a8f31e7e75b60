import { randomBytes } from 'node:crypto';
import type { Instant } from '../shared/ids.ts';
import { hashCode } from './commands/codes.ts';
import type { Store } from './store/connect.ts';

/**
 * Makes the one-time token whose bearer creates the first administrator; only its hash is stored (P). A start after which
 * nobody set anything up makes a new one, and the older link ends.
 * @returns null when there are members already.
 */
export async function issueSetupToken(
  { models }: Pick<Store, 'models'>,
  now: Instant,
): Promise<string | null> {
  if (await models.members.exists({})) return null;
  const token = randomBytes(24).toString('base64url');
  await models.settings.updateOne(
    { _id: 'setup' },
    { $set: { tokenHash: hashCode(token), createdAt: now, usedAt: null } },
    { upsert: true },
  );
  return token;
}
