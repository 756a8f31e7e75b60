import { IMPORT_BOUNDS } from '../../../shared/protocol/imports.ts';
import type { Models } from '../../store/models.ts';
import { insertAll, UNORDERED } from '../insertion.ts';
import type { RefusedRow } from '../letter.ts';

export interface ErrorKeeper {
  /** Keeps rows for download, as long as there is room. @returns how many are kept in all */
  keep(rows: readonly RefusedRow[]): Promise<number>;
}

/** More than anybody mends by hand is only counted. Ids follow from the row, so that keeping twice keeps once. */
export async function makeErrorKeeper(models: Models, importId: string): Promise<ErrorKeeper> {
  await models.importErrors.deleteMany({ importId });
  let kept = 0;
  let bytes = 0;
  return {
    async keep(rows) {
      const room = rows.slice(0, IMPORT_BOUNDS.errors - kept).filter(({ cells }) => {
        bytes += 2 * cells.reduce((sum, cell) => sum + cell.length, 0);
        return bytes <= IMPORT_BOUNDS.errorBytes;
      });
      if (room.length === 0) return kept;
      await insertAll(
        room.map((row) => ({ ...row, _id: `${importId}:${row.rowNumber}`, importId })),
        (rows) => models.importErrors.insertMany(rows, UNORDERED),
      );
      kept += room.length;
      return kept;
    },
  };
}

/** The kept rows of a run in the order of the file, a few at a time. */
export async function* keptErrors(models: Models, importId: string): AsyncGenerator<RefusedRow> {
  const cursor = models.importErrors
    .find({ importId })
    .sort({ rowNumber: 1 })
    .lean()
    .cursor({ batchSize: 200 });
  yield* cursor as AsyncIterable<RefusedRow>;
}
