/**
 * Every way a request can be refused, with the HTTP status it maps to at the edge. Messages live in
 * `shared/texts`, one per code and language; a code without a text does not compile.
 */
export const ERRORS = {
  // who you are and what you may do
  signed_out: 401,
  wrong_credentials: 401,
  session_expired: 401,
  forbidden: 403,
  bad_origin: 403,
  member_cannot_rate: 403,
  not_found: 404,
  // what you sent
  bad_request: 400,
  invalid: 422,
  bad_score: 422,
  bad_period: 422,
  text_too_long: 422,
  text_empty: 422,
  too_many_photos: 422,
  bad_photo: 422,
  photo_too_large: 413,
  body_too_large: 413,
  unknown_area: 422,
  unknown_item: 422,
  unknown_target: 422,
  unknown_command: 400,
  unsupported_media: 415,
  id_reused: 409,
  bad_table: 422,
  bad_mapping: 422,
  file_too_large: 413,
  file_gone: 410,
  import_running: 409,
  // where the order is
  already_claimed: 409,
  already_dispatched: 409,
  already_rated: 409,
  not_done_yet: 409,
  not_open: 409,
  wrong_status: 409,
  not_holder: 403,
  not_offered: 403,
  handled_it_yourself: 403,
  rating_over: 409,
  undo_too_late: 409,
  undo_overtaken: 409,
  no_extension_asked: 409,
  extension_pending: 409,
  bad_deadline: 422,
  merge_with_itself: 409,
  merge_survivor_closed: 409,
  merge_has_adopted: 409,
  not_merged: 409,
  no_higher_level: 409,
  too_many_reports: 409,
  column_full: 409,
  member_full: 409,
  callback_only: 403,
  // how the service is
  busy: 503,
  unavailable: 503,
  read_only: 503,
  rate_limited: 429,
  conflict: 409,
  changed_meanwhile: 409,
  taken: 409,
  in_use: 409,
  last_admin: 409,
  already_set_up: 409,
  set_up_first: 409,
  disk_full: 507,
  internal: 500,
} as const satisfies Record<string, number>;

export type RefusalCode = keyof typeof ERRORS;

export const isRefusalCode = (value: unknown): value is RefusalCode =>
  typeof value === 'string' && Object.hasOwn(ERRORS, value);

export const statusOf = (code: RefusalCode): number => ERRORS[code];
