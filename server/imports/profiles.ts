import type { AreaId, Instant } from '../../shared/ids.ts';
import type { ImportProfile, ImportSettings } from '../../shared/protocol/imports.ts';
import type { ImportProfileDocument, KeptSettings } from '../store/collections/imports.ts';
import type { Models } from '../store/models.ts';
import { signatureOf } from './mapping.ts';

const SHOWN = 200;

/** What was kept before there was a choice. */
export const withUnanswered = (settings: KeptSettings): ImportSettings => ({
  unanswered: 'history',
  ...settings,
});

const toProfile = ({ _id, name, settings }: ImportProfileDocument): ImportProfile => ({
  _id,
  name,
  settings: withUnanswered(settings),
});

/** The profiles of a community, the latest first. */
export async function listProfiles(models: Models, communityId: AreaId): Promise<ImportProfile[]> {
  const found = await models.importProfiles.find({ communityId }).sort({ updatedAt: -1 }).limit(SHOWN).lean();
  return found.map(toProfile);
}

export async function profileNamed(
  models: Models,
  communityId: AreaId,
  name: string,
): Promise<ImportProfile | null> {
  const found = await models.importProfiles.findOne({ communityId, name }).lean();
  return found && toProfile(found);
}

/** The profile that was last used for files with these headings (I12). */
export async function profileFor(
  models: Models,
  communityId: AreaId,
  headings: readonly string[],
): Promise<ImportProfile | null> {
  const found = await models.importProfiles
    .findOne({ communityId, signature: signatureOf(headings) })
    .sort({ updatedAt: -1 })
    .lean();
  return found && toProfile(found);
}

export interface KeptProfile {
  readonly newId: string;
  readonly communityId: AreaId;
  readonly name: string;
  readonly settings: ImportSettings;
  readonly headings: readonly string[];
  readonly now: Instant;
}

/** Keeps settings under a name; the same name again takes the new ones. */
export async function keepProfile(models: Models, kept: KeptProfile): Promise<void> {
  const { communityId, name, settings, headings, now } = kept;
  await models.importProfiles.updateOne(
    { communityId, name },
    {
      $set: { settings, signature: signatureOf(headings), updatedAt: now },
      $setOnInsert: { _id: kept.newId },
    },
    { upsert: true },
  );
}

/** @returns false when there is none */
export async function removeProfile(models: Models, communityId: AreaId, id: string): Promise<boolean> {
  const { deletedCount } = await models.importProfiles.deleteOne({ _id: id, communityId });
  return deletedCount > 0;
}
