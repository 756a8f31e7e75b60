/** What people are told of an order without having asked. */
export const NOTICES = [
  'new_request',
  'offered',
  'pooled',
  'clock_warning',
  'clock_breach',
  'lost_race',
  'released',
  'returned',
  'escalated',
  'urged',
  'extension_asked',
  'extension_decided',
  'low_rating',
  'reopened',
] as const;
export type NoticeType = (typeof NOTICES)[number];
