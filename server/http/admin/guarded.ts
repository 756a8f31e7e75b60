import type { Model } from 'mongoose';
import { z } from 'zod';
import { isDuplicateKey } from '../../store/errors.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';

/** The version a form was filled in from; without it the change is made whatever happened meanwhile. */
export const revSchema = z.number().int().min(0).optional();

interface Versioned {
  readonly _id: string;
  readonly rev?: number;
}

/** A filter for a document that still has this version; one that was never changed may have none. */
export const atRev = (rev: number | undefined): object =>
  rev === undefined ? {} : { rev: rev === 0 ? { $in: [0, null] } : rev };

/**
 * Changes a document if nobody has changed it since `rev` (P62).
 * @throws HttpFault `changed_meanwhile` with the name of whoever was faster, `not_found`
 */
export async function changeAt<Doc extends Versioned>(
  deps: Pick<HttpDeps, 'store'>,
  model: Model<Doc>,
  id: string,
  rev: number | undefined,
  update: Readonly<Partial<Record<'$set' | '$unset' | '$addToSet' | '$pull', object>>>,
): Promise<Doc> {
  const versioned = model as unknown as Model<Versioned>;
  const changed = await versioned
    .findOneAndUpdate(
      { _id: id, ...atRev(rev) },
      { ...update, $inc: { rev: 1 } },
      {
        returnDocument: 'after',
      },
    )
    .lean();
  if (changed) return changed as unknown as Doc;
  if (!(await versioned.exists({ _id: id }))) throw new HttpFault('not_found');
  throw await changedMeanwhile(deps, id);
}

/**
 * Writes fields of a document that may not be there yet, if nobody has changed it since `rev` (P62).
 * @throws HttpFault `changed_meanwhile`
 */
export async function putAt<Doc extends Versioned>(
  deps: Pick<HttpDeps, 'store'>,
  model: Model<Doc>,
  id: string,
  rev: number | undefined,
  $set: object,
): Promise<void> {
  const versioned = model as unknown as Model<Versioned>;
  try {
    const done = await versioned.updateOne(
      { _id: id, ...atRev(rev) },
      { $set, $inc: { rev: 1 } },
      {
        // Against a document of another version the insert fails, because the id is taken.
        upsert: rev === undefined || rev === 0,
      },
    );
    if (done.matchedCount + done.upsertedCount > 0) return;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  throw await changedMeanwhile(deps, id);
}

/** The refusal of a change that came too late; the audit log knows who came first. */
export async function changedMeanwhile(
  { store: { models } }: Pick<HttpDeps, 'store'>,
  subject: string,
): Promise<HttpFault> {
  const last = await models.audits.findOne({ subject }).sort({ at: -1, _id: -1 }).lean();
  return new HttpFault('changed_meanwhile', last ? { by: last.memberName } : {});
}
