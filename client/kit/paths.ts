const id = encodeURIComponent;

/** Every HTTP address the signed-in pages use, in one place. */
export const PATHS = {
  site: '/api/public/site',
  session: '/api/session',
  self: '/api/me',
  directory: '/api/directory',
  fieldSnapshot: '/api/field',
  granted: '/api/field/granted',
  photos: '/api/photos',
  orders: '/api/orders',
  order: (orderId: string) => `/api/orders/${id(orderId)}`,
  candidates: (orderId: string) => `/api/orders/${id(orderId)}/candidates`,
  contact: (orderId: string, reportId: string) =>
    `/api/orders/${id(orderId)}/reports/${id(reportId)}/contact`,
  photo: (photoId: string) => `/api/photos/${id(photoId)}`,
  publishPhoto: (photoId: string) => `/api/photos/${id(photoId)}/published`,
  today: '/api/today',
  onDuty: '/api/me/duty',
  guessedYears: '/api/calendar/guessed',
} as const;
