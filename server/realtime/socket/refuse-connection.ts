import type { RefusalCode } from '../../../shared/protocol/errors.ts';

/** A refused connection tells its code as the message and as `data.code` of the client's `connect_error`. */
export const refuseConnection = (code: RefusalCode): Error =>
  Object.assign(new Error(code), { data: { code } });
