import { A, Navigate, useLocation } from '@solidjs/router';
import { type Component, For, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { AdminSelf } from '../../../shared/protocol/admin.ts';
import { api } from '../../kit/api.ts';
import { createLoaded } from '../../kit/loaded.ts';
import { createPageTitle } from '../../kit/page-title.ts';
import { Banner, Button, EmptyState, Icon, Skeleton } from '../../ui/index.ts';
import { createOffice, OfficeContext } from '../office.ts';
import { PAGES } from '../pages.ts';
import { ADMIN } from '../paths.ts';
import { t } from '../words.ts';
import styles from './frame.module.css';

/** The list of topics and the chosen one. */
export const Office: Component = () => {
  const self = createLoaded(() => api.get<AdminSelf>(ADMIN.self));
  return (
    <Show
      when={self.value()}
      fallback={
        <Show when={self.fault()} fallback={<Skeleton shape="block" count={3} />}>
          {(fault) => (
            <EmptyState
              icon="error"
              tone="error"
              title={fault().message}
              action={<Button onClick={() => void self.reload()}>{t().retry}</Button>}
            />
          )}
        </Show>
      }
    >
      {(known) => <Rooms self={known} />}
    </Show>
  );
};

const Rooms: Component<{ readonly self: () => AdminSelf }> = (props) => {
  const location = useLocation();
  const office = createOffice(() => props.self());
  const part = () => location.pathname.split('/')[2] ?? '';
  const page = () => PAGES.find((one) => one.id === part());
  createPageTitle(() => `${t().pages[page()?.id ?? 'areas']} · ${t().admin}`);
  return (
    <OfficeContext.Provider value={office}>
      <div class={styles.office}>
        <nav class={styles.nav} aria-label={t().admin}>
          <For each={PAGES.filter((one) => one.unlisted !== true)}>
            {(one) => (
              <A
                href={`/admin/${one.id}`}
                class={styles.link}
                classList={{ [styles.apart ?? '']: one.apart === true }}
                aria-current={one.id === part() ? 'page' : undefined}
                ref={(element) => {
                  if (one.id === part())
                    queueMicrotask(() => element.scrollIntoView({ block: 'nearest', inline: 'center' }));
                }}
              >
                <Icon name={one.icon} />
                {t().pages[one.id]}
              </A>
            )}
          </For>
        </nav>
        <div class={styles.page}>
          <Show when={!props.self().editable}>
            <Banner title={t().readOnlyRole} tone="plain" icon="eye" />
          </Show>
          <Show when={page()} fallback={<Navigate href="/admin/areas" />}>
            {(shown) => <Dynamic component={shown().view} />}
          </Show>
        </div>
      </div>
    </OfficeContext.Provider>
  );
};
