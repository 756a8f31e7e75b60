import type { Component } from 'solid-js';
import type { IconName } from '../ui/index.ts';
import { Areas } from './areas/Areas.tsx';
import { QrSheet } from './areas/QrSheet.tsx';
import { Audits } from './audits/Audits.tsx';
import { Calendar } from './calendar/Calendar.tsx';
import { Catalogue } from './catalogue/Catalogue.tsx';
import { Import } from './imports/index.tsx';
import { Members } from './members/Members.tsx';
import { Rules } from './rules/Rules.tsx';
import { Departments, Teams } from './units/Units.tsx';
import type { t } from './words.ts';

export interface AdminPage {
  /** Last part of the address, `/admin/<id>`, and key of its words. */
  readonly id: keyof ReturnType<typeof t>['pages'];
  readonly icon: IconName;
  readonly view: Component;
  /** A rule above it in the list. */
  readonly apart?: true;
  /** Reached from another page, not listed. */
  readonly unlisted?: true;
}

/** One place per topic, in the order of the list at the side. */
export const PAGES: readonly AdminPage[] = [
  { id: 'areas', icon: 'tree', view: Areas },
  { id: 'departments', icon: 'department', view: Departments },
  { id: 'teams', icon: 'team', view: Teams },
  { id: 'members', icon: 'person', view: Members },
  { id: 'catalogue', icon: 'list', view: Catalogue, apart: true },
  { id: 'rules', icon: 'clock', view: Rules },
  { id: 'calendar', icon: 'calendar', view: Calendar },
  { id: 'import', icon: 'upload', view: Import },
  { id: 'audits', icon: 'history', view: Audits, apart: true },
  { id: 'qr', icon: 'qr', view: QrSheet, unlisted: true },
];
