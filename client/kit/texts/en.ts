import type { KitTexts } from './zh.ts';

export const en: KitTexts = {
  fault: {
    offline: 'No network. Nothing was sent; try again once connected.',
    timeout: 'The server did not answer. Try again shortly.',
    unreadable: 'The answer could not be read. Try again shortly.',
    status: (status) => `The server did not complete this request (${status}).`,
    photoTooLarge: 'The photo is too large. Choose a smaller one.',
  },
  broken: {
    title: 'This page fell over',
    detail: 'What you wrote is kept on this device; open the page again to go on',
    again: 'Open again',
  },
  photo: {
    photos: 'Photos',
    optional: 'optional',
    takePhoto: 'Take a photo',
    addPhoto: 'Take or choose a photo',
    removePhoto: (n) => `Remove photo ${n}`,
    photoN: (n) => `Photo ${n}`,
  },
  time: {
    justNow: 'now',
    minutes: (n) => `${n} min`,
    hours: (n) => `${n} h`,
    hoursMinutes: (h, m) => (m === 0 ? `${h} h` : `${h} h ${m} min`),
    days: (n) => (n === 1 ? '1 day' : `${n} days`),
    daysHours: (d, h) => (h === 0 ? `${d} d` : `${d} d ${h} h`),
    seconds: (n) => `${n} s`,
    yesterday: 'yesterday',
    monthDay: (month, day) => `${day}/${month}`,
    ago: (span) => `${span} ago`,
  },
  clock: {
    left: (name) => name,
    overdue: (span) => `overdue ${span}`,
    paused: (name) => `${name} paused`,
    notStarted: 'not started',
    met: 'done',
    late: (span) => `${span} late`,
    took: 'took',
    none: 'no deadline',
    halfDay: 'half day',
    overnight: 'today',
    week: 'week',
  },
};
