import { z } from 'zod';

/** Where a page of a list sorted by (time, id), newest first, ended. Two rows of one millisecond are not lost between pages. */
export interface Cursor {
  readonly at: number;
  readonly id: string;
}

const SHAPE = /^(\d{1,16})\.([\w-]{1,64})$/;

/** A cursor as it was answered; opaque to the caller. */
export const cursorSchema = z
  .string()
  .regex(SHAPE, 'invalid')
  .transform((text): Cursor => {
    const [, at = '0', id = ''] = SHAPE.exec(text) ?? [];
    return { at: Number(at), id };
  })
  .optional();

export const writeCursor = ({ at, id }: Cursor): string => `${at}.${id}`;

/** Whether a row comes after the cursor, newest first. */
export const isAfter = (cursor: Cursor, at: number, id: string): boolean =>
  at < cursor.at || (at === cursor.at && id < cursor.id);

/** A filter for what comes after the cursor, its time as a bound that an index can use; everything without one. */
export const after = (field: string, cursor: Cursor | undefined): Record<string, unknown> =>
  cursor === undefined
    ? {}
    : {
        [field]: { $lte: cursor.at },
        $or: [{ [field]: { $lt: cursor.at } }, { _id: { $lt: cursor.id } }],
      };

/** Cuts what was read, one row more than a page, to the page; `at` tells the row's time. */
export function cutPage<Row extends { readonly _id: string }>(
  rows: readonly Row[],
  size: number,
  at: (row: Row) => number,
): { readonly page: readonly Row[]; readonly nextCursor: string | null } {
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    page,
    nextCursor: rows.length > size && last ? writeCursor({ at: at(last), id: last._id }) : null,
  };
}
