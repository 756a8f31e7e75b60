import { useLocation } from '@solidjs/router';
import { type Component, createMemo, createResource, createSignal, Match, Show, Switch } from 'solid-js';
import type { Category, Item } from '../../shared/catalogue/catalogue.ts';
import { api } from '../kit/api.ts';
import { named } from '../kit/i18n.ts';
import { timestamp } from '../kit/timing.ts';
import { EmptyState, Page, Skeleton, Table, Tabs, TopBar } from '../ui/index.ts';
import { Areas } from './Areas.tsx';
import styles from './admin.module.css';
import { Members } from './Members.tsx';
import { Rules } from './Rules.tsx';
import { Setup } from './Setup.tsx';
import { faultText, t } from './words.ts';

const PARTS = ['areas', 'members', 'catalogue', 'rules', 'audits'] as const;
type Part = (typeof PARTS)[number];

/** Administration, and the set-up page of the first run. */
const Admin: Component = () => {
  const location = useLocation();
  return (
    <Show when={location.pathname !== '/setup'} fallback={<Setup />}>
      <Office />
    </Show>
  );
};

const Office: Component = () => {
  const [part, setPart] = createSignal<Part>('areas');
  return (
    <Page
      width="desk"
      skipLabel={t().skip}
      header={
        <TopBar
          brand={t().brand}
          brandHref="/board"
          navLabel={t().nav}
          nav={[
            { href: '/board', label: t().board },
            { href: '/admin', label: t().nav, current: true },
          ]}
        />
      }
    >
      <h1 class={styles.heading}>{t().nav}</h1>
      <Tabs
        label={t().nav}
        value={part()}
        onValue={(id) => setPart(id as Part)}
        items={PARTS.map((id) => ({ id, label: t()[id] }))}
      >
        <Switch>
          <Match when={part() === 'areas'}>
            <Areas />
          </Match>
          <Match when={part() === 'members'}>
            <Members />
          </Match>
          <Match when={part() === 'catalogue'}>
            <Catalogue />
          </Match>
          <Match when={part() === 'rules'}>
            <Rules />
          </Match>
          <Match when={part() === 'audits'}>
            <Audits />
          </Match>
        </Switch>
      </Tabs>
    </Page>
  );
};

const deadlineName = (item: Item): string => {
  switch (item.deadline.kind) {
    case 'half_day':
      return t().halfDay;
    case 'overnight':
      return t().overnight;
    case 'week':
      return t().week;
    default:
      return t().other;
  }
};

const Catalogue: Component = () => {
  const [answer] = createResource(() =>
    api.get<{ categories: Category[]; items: Item[] }>('/api/admin/catalogue'),
  );
  const categoryName = createMemo(
    () => new Map((answer.latest?.categories ?? []).map((one) => [one._id, named(one)])),
  );
  return (
    <Show
      when={!answer.error}
      fallback={<EmptyState icon="error" tone="error" title={faultText(answer.error)} />}
    >
      <Show when={answer.latest} fallback={<Skeleton count={6} />}>
        {(shown) => (
          <Table
            caption={t().catalogue}
            rows={shown().items}
            rowKey={(item) => item._id}
            columns={[
              {
                key: 'category',
                header: t().parent,
                cell: (item) => categoryName().get(item.categoryId) ?? '',
              },
              { key: 'name', header: t().name, rowHeader: true, cell: (item) => named(item) },
              { key: 'deadline', header: t().deadline, cell: deadlineName },
              { key: 'urgent', header: t().urgent, cell: (item) => (item.urgent ? '✓' : '') },
              { key: 'state', header: t().state, cell: (item) => (item.active ? t().active : t().inactive) },
            ]}
          />
        )}
      </Show>
    </Show>
  );
};

interface AuditRow {
  readonly _id: string;
  readonly at: number;
  readonly action: string;
  readonly memberName: string;
  readonly subject: string | null;
}

const Audits: Component = () => {
  const [answer] = createResource(() => api.get<{ audits: AuditRow[] }>('/api/admin/audits'));
  return (
    <Show
      when={!answer.error}
      fallback={<EmptyState icon="error" tone="error" title={faultText(answer.error)} />}
    >
      <Show when={answer.latest} fallback={<Skeleton count={6} />}>
        {(shown) => (
          <Table
            caption={t().audits}
            rows={shown().audits}
            rowKey={(row) => row._id}
            columns={[
              { key: 'at', header: t().when, cell: (row) => timestamp(row.at, Date.now()) },
              { key: 'who', header: t().who, rowHeader: true, cell: (row) => row.memberName },
              { key: 'what', header: t().what, cell: (row) => row.action },
              { key: 'subject', header: t().subject, cell: (row) => row.subject ?? '' },
            ]}
          />
        )}
      </Show>
    </Show>
  );
};

export default Admin;
