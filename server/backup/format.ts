import { z } from 'zod';

/**
 * A backup is one gzip stream. Unzipped it is, in this order:
 *
 *     {"backup":"paidan","format":1,"app":"0.1.0",…}\n            the header, a line of JSON
 *     {"collection":"orders","again":false}\n                     a section, then its documents in BSON, as they are stored,
 *     <BSON><BSON>…<BSON> 00 00 00 00                             and four zero bytes, which no BSON document begins with
 *     …                                                           further sections
 *     {"documents":{"orders":3000,…},"sha256":"…"}\n              the trailer
 *
 * The hash is over everything before the trailer. `zcat FILE | head -1` shows what a file is.
 */

/** Raised when what is stored changes so that older versions could not read it. */
export const FORMAT = 1;
/** No document of MongoDB's is longer, with its own allowance of 16 KiB. */
export const MOST_DOCUMENT_BYTES = 16 * 1024 * 1024 + 16 * 1024;
export const MOST_LINE_BYTES = 1024 * 1024;
/** The zeros that end a section are as long as a document's own length. */
export const END_BYTES = 4;
/** The smallest BSON document is empty: its length and a final zero. */
export const LEAST_DOCUMENT_BYTES = 5;

const count = z.number().int().min(0);

/** What any version can read of any backup, to say at least which version it needs. */
export const anyHeader = z.object({ backup: z.literal('paidan'), format: z.number().int(), app: z.string() });

export const header = anyHeader.extend({
  format: z.literal(FORMAT),
  /** When reading began, by the database's clock; ISO 8601. */
  at: z.string(),
  /** Names of the communities, at most 100. */
  communities: z.array(z.string()),
  /** Documents by collection when reading began, for those who look; the trailer has the exact numbers. */
  about: z.record(z.string(), count),
});
export type Header = z.infer<typeof header>;

/** `again`: documents of an earlier section that changed meanwhile, and new ones; the later copy counts. */
export const section = z.object({ collection: z.string(), again: z.boolean() });
export type Section = z.infer<typeof section>;

export const trailer = z.object({ documents: z.record(z.string(), count), sha256: z.string() });
export type Trailer = z.infer<typeof trailer>;
