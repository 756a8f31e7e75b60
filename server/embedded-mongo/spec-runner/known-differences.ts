/** Why a specification test does not pass, and what the engine answers a client that asks for it. */
interface Difference {
  readonly reason: string;
  /** MongoDB's code of the engine's refusal; undefined where the engine refuses nothing. */
  readonly code?: number;
}

const TIME_SERIES: Difference = { reason: 'time series are left out', code: 115 };
const VIEWS: Difference = { reason: 'views are left out', code: 115 };
const PREPARE_UNIQUE: Difference = { reason: '`prepareUnique` is left out', code: 115 };
const FAIL_POINT: Difference = { reason: 'failpoints exist only in test builds of MongoDB', code: 59 };
const DRIVER_OMITS: Difference = { reason: 'the driver leaves the option out when it is false' };
const DRIVER_NULL_ID: Difference = {
  reason: 'the driver replaces a null `_id` before it sends the document',
};

/** Specification tests that are known not to pass, by file and description. DIFFERENCES.md lists the same. */
export const KNOWN_DIFFERENCES: Readonly<Record<string, Difference>> = {
  'timeseries-collection: createCollection with all options': TIME_SERIES,
  'timeseries-collection: insertMany with duplicate ids': TIME_SERIES,
  'timeseries-collection: createCollection with bucketing options': TIME_SERIES,
  'estimatedDocumentCount: estimatedDocumentCount works correctly on views': VIEWS,
  'modifyCollection-errorResponse: modifyCollection prepareUnique violations are accessible': PREPARE_UNIQUE,
  'bulkWrite-errorResponse: bulkWrite operations support errorResponse assertions': FAIL_POINT,
  'deleteOne-errorResponse: delete operations support errorResponse assertions': FAIL_POINT,
  'insertOne-errorResponse: insert operations support errorResponse assertions': FAIL_POINT,
  'updateOne-errorResponse: update operations support errorResponse assertions': FAIL_POINT,
  'estimatedDocumentCount: estimatedDocumentCount errors correctly--command error': FAIL_POINT,
  'estimatedDocumentCount: estimatedDocumentCount errors correctly--socket error': FAIL_POINT,
  'bypassDocumentValidation: Aggregate with $out passes bypassDocumentValidation: false': DRIVER_OMITS,
  'bypassDocumentValidation: BulkWrite passes bypassDocumentValidation: false': DRIVER_OMITS,
  'bypassDocumentValidation: FindOneAndReplace passes bypassDocumentValidation: false': DRIVER_OMITS,
  'bypassDocumentValidation: FindOneAndUpdate passes bypassDocumentValidation: false': DRIVER_OMITS,
  'bypassDocumentValidation: InsertMany passes bypassDocumentValidation: false': DRIVER_OMITS,
  'create-null-ids: inserting _id with type null via insertOne': DRIVER_NULL_ID,
  'create-null-ids: inserting _id with type null via insertMany': DRIVER_NULL_ID,
  'create-null-ids: inserting _id with type null via bulkWrite': DRIVER_NULL_ID,
};

/** The rows DIFFERENCES.md must have for them, in its table's form. */
export const differenceRows = (): string[] =>
  Object.entries(KNOWN_DIFFERENCES).map(
    ([name, { reason, code }]) => `| ${name} | ${reason} | ${code === undefined ? 'no error' : `${code}`} |`,
  );
