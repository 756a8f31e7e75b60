import type { AreaId, EventId, Instant, MemberId, OrderId, PhotoId, ReportId } from '../../../shared/ids.ts';
import { Any, defineCollection, Id, When } from '../define.ts';

/** How to reach the resident behind a report: in a collection of its own, every read of it audited (SPEC S14). */
export interface ContactDocument {
  readonly _id: ReportId;
  readonly orderId: OrderId;
  readonly communityId: AreaId;
  readonly name: string;
  readonly phone: string;
  readonly createdAt: Instant;
  /** When the retention job looks at it next. */
  readonly reviewAt: Instant;
}

export const contacts = defineCollection<ContactDocument>(
  'contacts',
  {
    _id: Id,
    orderId: Id,
    communityId: Id,
    name: String,
    phone: String,
    createdAt: When,
    reviewAt: When,
  },
  [[{ orderId: 1 }], [{ reviewAt: 1 }]],
);

/** A re-encoded photo, at most 1 MiB; served with the order's permissions, public only once an officer published it. */
export interface PhotoDocument {
  readonly _id: PhotoId;
  /** Null until the command that names the photo is accepted. */
  readonly orderId: OrderId | null;
  readonly reportId: ReportId | null;
  readonly eventId: EventId | null;
  readonly communityId: AreaId | null;
  readonly bytes: Buffer;
  readonly type: string;
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly published: boolean;
  readonly publishedBy: MemberId | null;
  /** Null: uploaded by a resident. */
  readonly uploadedBy: MemberId | null;
  readonly createdAt: Instant;
}

export const photos = defineCollection<PhotoDocument>(
  'photos',
  {
    _id: Id,
    orderId: String,
    reportId: String,
    eventId: String,
    communityId: String,
    bytes: Buffer,
    type: String,
    size: Number,
    width: Number,
    height: Number,
    published: Boolean,
    publishedBy: String,
    uploadedBy: String,
    createdAt: When,
  },
  [[{ orderId: 1, createdAt: 1 }], [{ orderId: 1, published: 1 }], [{ createdAt: 1, orderId: 1 }]],
);

/** What somebody looked at or changed that must be accounted for. Append-only. */
export interface AuditDocument {
  readonly _id: string;
  readonly at: Instant;
  readonly action: string;
  readonly memberId: MemberId | null;
  readonly memberName: string;
  readonly communityId: AreaId | null;
  readonly orderId: OrderId | null;
  readonly subject: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export const audits = defineCollection<AuditDocument>(
  'audits',
  {
    _id: Id,
    at: When,
    action: String,
    memberId: String,
    memberName: String,
    communityId: String,
    orderId: String,
    subject: String,
    details: Any,
  },
  [
    [{ communityId: 1, at: -1 }],
    [{ orderId: 1, at: -1 }],
    [{ memberId: 1, at: -1 }],
    [{ action: 1, at: -1 }],
    [{ subject: 1, at: -1 }],
  ],
);
