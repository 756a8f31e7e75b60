/** Sizes, rates and close codes that both sides of a wire agree on. Bytes and milliseconds unless named. */
export const PROTOCOL_VERSION = 2;

/** Notices a page keeps, newest first; more are not sent again to one that was away. */
export const MOST_NOTICES = 50;

export const WIRE = {
  httpBodyBytes: 256 * 1024,
  photoUploadBytes: 12 * 1024 * 1024,
  photoStoredBytes: 1024 * 1024,
  photoPixels: 40_000_000,
  photosPerUpload: 6,
  socketMessageBytes: 64 * 1024,
  yjsFrameBytes: 64 * 1024,
  yjsDocumentBytes: 1024 * 1024,
  /** Frames of one connection within `yjsAllowanceMs`; a state vector counts as a hundred. */
  yjsAllowance: 1000,
  yjsAllowanceMs: 10_000,
  awarenessBytes: 2 * 1024,
  awarenessPerSecond: 20,
} as const;

/** WebSocket closes of Yjs rooms. The stock provider stops on 44xx, so our client decides what to do next. */
export const CLOSE = {
  signedOut: 4401,
  refusedWrite: 4403,
  notFound: 4404,
  /** The reason is the room that is served now; open that one with an empty document. */
  otherEpoch: 4410,
  tooLarge: 4413,
  tooFast: 4429,
  unavailable: 4503,
} as const;
