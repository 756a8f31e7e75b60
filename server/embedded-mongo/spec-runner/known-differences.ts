const TIME_SERIES = 'time series are left out; the engine refuses them with CommandNotSupported';
const FAIL_POINT = 'failpoints exist only in test builds of MongoDB';
const DRIVER_OMITS = 'the driver does not send bypassDocumentValidation when it is false';
const DRIVER_NULL_ID = 'the driver replaces a null _id by an ObjectId before it sends the document';

/** Specification tests that are known not to pass, by file and description, with the reason. */
export const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {
  'timeseries-collection: createCollection with all options': TIME_SERIES,
  'timeseries-collection: insertMany with duplicate ids': TIME_SERIES,
  'timeseries-collection: createCollection with bucketing options': TIME_SERIES,
  'estimatedDocumentCount: estimatedDocumentCount works correctly on views':
    'views are left out; the engine refuses them with CommandNotSupported',
  'modifyCollection-errorResponse: modifyCollection prepareUnique violations are accessible':
    'prepareUnique is left out; the engine refuses it with CommandNotSupported',
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
