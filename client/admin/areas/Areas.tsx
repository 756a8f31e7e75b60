import { type Component, createMemo, createSignal, Show } from 'solid-js';
import type { Area } from '../../../shared/areas/area.ts';
import { api } from '../../kit/api.ts';
import { useFeedback } from '../../kit/feedback.ts';

import {
  Button,
  ButtonLink,
  EmptyState,
  FilterChip,
  IconButton,
  Menu,
  SearchBox,
  Tag,
} from '../../ui/index.ts';
import { attemptOrSay } from '../attempt.ts';
import { CloseDialog } from '../form/CloseDialog.tsx';
import { ListTable } from '../frame/ListTable.tsx';
import { Shown, Topic } from '../frame/Topic.tsx';
import { useOffice } from '../office.ts';
import { ADMIN } from '../paths.ts';
import { t } from '../words.ts';
import { AreaForm } from './AreaForm.tsx';
import styles from './areas.module.css';
import { areaRows, levelBelow } from './tree.ts';

type Doing =
  | { readonly what: 'add'; readonly parent: Area | null }
  | { readonly what: 'edit' | 'close'; readonly area: Area };

/** Below this many the whole tree is open at first; a city begins with its communities. */
const SMALL = 80;

/** The tree of areas: street, community, grid, household group. */
export const Areas: Component = () => {
  const office = useOffice();
  const { toast } = useFeedback();
  const [turned, setTurned] = createSignal<ReadonlyMap<string, boolean>>(new Map());
  const [text, setText] = createSignal('');
  const [closedToo, setClosedToo] = createSignal(false);
  const [doing, setDoing] = createSignal<Doing>();
  const all = () => office.areas.value() ?? [];
  const folded = createMemo(() => {
    const first = all().filter(
      (area) => area.level === 'grid' || (all().length > SMALL && area.level === 'community'),
    );
    const ids = new Set(first.map((area) => area._id));
    for (const [id, open] of turned()) {
      if (open) ids.delete(id);
      else ids.add(id);
    }
    return ids;
  });
  const rows = createMemo(() => areaRows(all(), { folded: folded(), text: text(), closedToo: closedToo() }));
  // Rows are known by their ids: opening one redraws nothing else, and the focus stays on its button.
  const byId = createMemo(() => new Map(rows().map((row) => [row.area._id, row])));
  const done = (): void => {
    setDoing(undefined);
    void office.areas.reload();
  };
  const setActive = async (area: Area, active: boolean): Promise<void> => {
    await api.patch(ADMIN.area(area._id), { active, rev: area.rev ?? 0 });
  };
  const reopen = (area: Area) => attemptOrSay(toast, () => setActive(area, true).then(done));

  const nameCell = (id: string) => (
    <Show when={byId().get(id)}>
      {(row) => (
        <span class={`${styles.name} ${styles[`d${row().depth}`] ?? ''}`}>
          <Show when={row().below > 0} fallback={<span class={styles.leaf} />}>
            <IconButton
              size="small"
              icon={row().open ? 'chevron-down' : 'chevron-right'}
              label={
                row().open ? t().areas.fold(row().area.name) : t().areas.unfold(row().area.name, row().below)
              }
              aria-expanded={row().open}
              onClick={() => setTurned((map) => new Map(map).set(id, !row().open))}
            />
          </Show>
          <span class={row().area.active ? styles.label : styles.off}>{row().area.name}</span>
          <span class={styles.level}>{t().levels[row().area.level]}</span>
          <Show when={!row().area.active}>
            <Tag>{t().inactive}</Tag>
          </Show>
        </span>
      )}
    </Show>
  );
  const menuOf = (area: Area) => {
    const below = levelBelow(area.level);
    return (
      <Show when={office.self().editable}>
        <Menu
          size="small"
          label={t().actionsFor(area.name)}
          placement="bottom-end"
          items={[
            {
              id: 'edit',
              label: t().edit,
              icon: 'edit',
              onSelect: () => setDoing({ what: 'edit', area }),
            },
            ...(below && area.active
              ? [
                  {
                    id: 'add',
                    label: t().areas.addBelow(t().levels[below]),
                    icon: 'add' as const,
                    onSelect: () => setDoing({ what: 'add', parent: area }),
                  },
                ]
              : []),
            area.active
              ? {
                  id: 'close',
                  label: t().deactivate,
                  icon: 'slash',
                  separated: true,
                  onSelect: () => setDoing({ what: 'close', area }),
                }
              : {
                  id: 'reopen',
                  label: t().activate,
                  icon: 'undo',
                  separated: true,
                  onSelect: () => void reopen(area),
                },
          ]}
        />
      </Show>
    );
  };
  return (
    <Topic
      title={t().pages.areas}
      lead={t().areas.lead}
      tools={
        <>
          <ButtonLink href="/admin/qr" icon="qr">
            {t().areas.printQr}
          </ButtonLink>
          <Show when={office.self().editable}>
            <Button variant="primary" icon="add" onClick={() => setDoing({ what: 'add', parent: null })}>
              {t().areas.add}
            </Button>
          </Show>
        </>
      }
    >
      <div class={styles.tools}>
        <SearchBox label={t().areas.search} clearLabel={t().clear} value={text()} onValue={setText} />
        <FilterChip label={t().showInactive} pressed={closedToo()} onPress={setClosedToo} />
      </div>
      <Shown of={office.areas}>
        {() => (
          <ListTable
            caption={t().pages.areas}
            rows={[...byId().keys()]}
            rowKey={(id) => id}
            empty={<EmptyState icon="tree" title={text() === '' ? t().areas.none : t().form.noMatch} />}
            columns={[
              { key: 'name', header: t().name, rowHeader: true, cell: nameCell },
              { key: 'letters', header: t().areas.letters, cell: (id) => byId().get(id)?.area.letters ?? '' },
              { key: 'hotline', header: t().areas.hotline, cell: (id) => byId().get(id)?.area.hotline ?? '' },
              {
                key: 'do',
                header: t().actionsHead,
                align: 'end',
                cell: (id) => (
                  <Show when={byId().get(id)?.area} keyed>
                    {menuOf}
                  </Show>
                ),
              },
            ]}
          />
        )}
      </Shown>
      <Show when={doing()} keyed>
        {(one) => (
          <Show
            when={one.what === 'close' && one.area}
            fallback={
              <AreaForm
                area={one.what === 'edit' ? one.area : null}
                parent={one.what === 'add' ? one.parent : null}
                onClose={() => setDoing(undefined)}
                onSaved={done}
              />
            }
          >
            {(area) => (
              <CloseDialog
                thing="areas"
                id={area()._id}
                name={area().name}
                close={() => setActive(area(), false)}
                onDone={done}
              />
            )}
          </Show>
        )}
      </Show>
    </Topic>
  );
};
