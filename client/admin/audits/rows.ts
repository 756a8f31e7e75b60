import type { AuditRow } from '../../../shared/protocol/admin.ts';
import { t } from '../words.ts';

/** What a row is about, by name; older rows know only an id. */
export function subjectOf({ details, subject }: AuditRow): string {
  const { name, unit } = details;
  if (typeof name !== 'string') return subject === 'rules' ? t().pages.rules : (subject ?? '');
  return typeof unit === 'string' ? `${name} · ${unit}` : name;
}

/** Which fields were changed, in words. Values are left out: they are seen where they are kept. */
export function changedFields({ action, details }: AuditRow): string {
  if (!action.endsWith('_changed')) return '';
  const words: Readonly<Record<string, string>> = t().changed;
  if (typeof details['active'] === 'boolean') return details['active'] ? t().activate : t().deactivate;
  return Object.keys(details)
    .flatMap((key) => words[key] ?? [])
    .join(t().comma);
}
