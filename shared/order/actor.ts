import type { DepartmentId, MemberId, ReportId, TeamId } from '../ids.ts';
import type { Role } from '../people/member.ts';

/** Who issues a command. Residents act through one report; the system acts for clocks, effects and imports. */
export type Actor = MemberActor | ResidentActor | SystemActor;

export interface MemberActor {
  readonly kind: 'member';
  readonly memberId: MemberId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly areaPaths: readonly string[];
  readonly teamIds: readonly TeamId[];
  readonly departmentId: DepartmentId | null;
  readonly active: boolean;
}

export interface ResidentActor {
  readonly kind: 'resident';
  /** Null while submitting: the report does not exist yet. */
  readonly reportId: ReportId | null;
}

export interface SystemActor {
  readonly kind: 'system';
  readonly job: 'clock' | 'effect' | 'import' | 'sample' | 'lease' | 'timeout';
}

/** The part of an actor that is kept in history. */
export type EventActor =
  | { readonly kind: 'member'; readonly memberId: MemberId; readonly name: string }
  | { readonly kind: 'resident'; readonly reportId: ReportId | null }
  | { readonly kind: 'system'; readonly job: SystemActor['job'] };
