/**
 * Identifiers are strings with a flavour: a plain string fits anywhere an id is expected (documents and JSON
 * carry plain strings), but a MemberId never fits where an OrderId is wanted.
 */
declare const flavour: unique symbol;
type Flavoured<Name extends string> = string & { readonly [flavour]?: Name };

export type OrderId = Flavoured<'OrderId'>;
export type ReportId = Flavoured<'ReportId'>;
export type EventId = Flavoured<'EventId'>;
export type CommandId = Flavoured<'CommandId'>;
export type MemberId = Flavoured<'MemberId'>;
export type TeamId = Flavoured<'TeamId'>;
export type DepartmentId = Flavoured<'DepartmentId'>;
export type AreaId = Flavoured<'AreaId'>;
export type CategoryId = Flavoured<'CategoryId'>;
export type ItemId = Flavoured<'ItemId'>;
export type PhotoId = Flavoured<'PhotoId'>;

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** A calendar month in the community's time zone, `YYYY-MM`. */
export type Month = Flavoured<'Month'>;
