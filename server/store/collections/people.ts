import type { Instant, MemberId } from '../../../shared/ids.ts';
import type { Department, Member, Team } from '../../../shared/people/member.ts';
import { Any, defineCollection, Id, When } from '../define.ts';

export interface MemberDocument extends Member {
  readonly language?: 'zh-CN' | 'en';
  /** Number of changes, the guard of the administrator's form. */
  readonly rev?: number;
  readonly createdAt?: Instant;
}

const strings = { type: [String], default: undefined };

export const members = defineCollection<MemberDocument>(
  'members',
  {
    _id: Id,
    username: Id,
    name: String,
    roles: strings,
    areaIds: strings,
    areaPaths: strings,
    departmentId: String,
    teamIds: strings,
    skills: strings,
    hours: { type: [Any], default: undefined },
    phone: String,
    onDuty: Boolean,
    active: Boolean,
    language: String,
    rev: Number,
    createdAt: When,
  },
  [
    [{ username: 1 }, { unique: true }],
    // Without the roles: no database indexes two lists of one document together.
    [{ areaPaths: 1 }],
    [{ departmentId: 1 }, { sparse: true }],
    [{ teamIds: 1 }],
  ],
);

/** Apart from the members, so that reading people never carries a password hash along. */
export interface CredentialDocument {
  readonly _id: MemberId;
  /** argon2id, encoded. */
  readonly passwordHash: string;
  readonly changedAt: Instant;
  /** Given by an administrator: to be changed at the next sign-in. */
  readonly temporary?: boolean;
}

export const credentials = defineCollection<CredentialDocument>('credentials', {
  _id: Id,
  passwordHash: Id,
  changedAt: When,
  temporary: Boolean,
});

export const teams = defineCollection<Team>(
  'teams',
  {
    _id: Id,
    name: String,
    areaIds: strings,
    areaPaths: strings,
    skills: strings,
    active: Boolean,
    rev: Number,
  },
  [[{ areaPaths: 1 }]],
);

export const departments = defineCollection<Department>(
  'departments',
  {
    _id: Id,
    name: String,
    areaIds: strings,
    areaPaths: strings,
    itemIds: strings,
    phone: String,
    active: Boolean,
    rev: Number,
  },
  [[{ areaPaths: 1 }], [{ itemIds: 1 }]],
);

/** A signed-in browser. `_id` is the hash of the cookie's token, so the collection opens no door. */
export interface SessionDocument {
  readonly _id: string;
  readonly memberId: MemberId;
  readonly createdAt: Instant;
  /** A date, not a number: the database itself forgets it when it is over. */
  readonly expiresAt: Date;
  readonly userAgent: string;
  readonly address: string;
}

export const sessions = defineCollection<SessionDocument>(
  'sessions',
  { _id: Id, memberId: Id, createdAt: When, expiresAt: Date, userAgent: String, address: String },
  [[{ memberId: 1, createdAt: -1 }], [{ expiresAt: 1 }, { expireAfterSeconds: 0 }]],
);
