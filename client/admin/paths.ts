import type { UsedThing } from '../../shared/protocol/admin.ts';

const id = encodeURIComponent;

/** Every HTTP address of the administration, in one place. */
export const ADMIN = {
  self: '/api/admin/self',
  areas: '/api/admin/areas',
  area: (areaId: string) => `/api/admin/areas/${id(areaId)}`,
  units: (kind: 'teams' | 'departments') => `/api/admin/${kind}`,
  unit: (kind: 'teams' | 'departments', unitId: string) => `/api/admin/${kind}/${id(unitId)}`,
  unitMember: (kind: 'teams' | 'departments', unitId: string, memberId: string) =>
    `/api/admin/${kind}/${id(unitId)}/members/${id(memberId)}`,
  members: '/api/admin/members',
  member: (memberId: string) => `/api/admin/members/${id(memberId)}`,
  password: (memberId: string) => `/api/admin/members/${id(memberId)}/password`,
  catalogue: '/api/admin/catalogue',
  entries: (kind: 'categories' | 'items') => `/api/admin/${kind}`,
  entry: (kind: 'categories' | 'items', entryId: string) => `/api/admin/${kind}/${id(entryId)}`,
  order: (kind: 'categories' | 'items') => `/api/admin/${kind}/order`,
  rules: '/api/admin/rules',
  year: (year: number) => `/api/admin/calendar/${year}`,
  day: (date: string) => `/api/admin/calendar/${id(date)}`,
  confirmYear: (year: number) => `/api/admin/calendar/years/${year}`,
  audits: '/api/admin/audits',
  uses: (thing: UsedThing, thingId: string) => `/api/admin/uses/${thing}/${id(thingId)}`,
} as const;
