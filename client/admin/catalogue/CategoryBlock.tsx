import { type Component, Show } from 'solid-js';
import type { Category, Item } from '../../../shared/catalogue/catalogue.ts';
import { deadlineText, text } from '../../../shared/texts/index.ts';
import { language, named } from '../../kit/i18n.ts';
import { IconButton, Menu, Tag, UrgentSeal } from '../../ui/index.ts';
import { ListTable } from '../frame/ListTable.tsx';
import { useOffice } from '../office.ts';
import { t } from '../words.ts';
import styles from './catalogue.module.css';

export type Doing =
  | { readonly what: 'category'; readonly category: Category | null }
  | { readonly what: 'item'; readonly item: Item | null; readonly categoryId: string }
  | { readonly what: 'close'; readonly thing: 'categories' | 'items'; readonly one: Category | Item };

interface CategoryBlockProps {
  readonly category: Category;
  readonly items: readonly Item[];
  readonly editable: boolean;
  readonly movable: boolean;
  readonly onDo: (doing: Doing) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onMoveItem: (item: Item, by: -1 | 1) => void;
  readonly onReopen: (thing: 'categories' | 'items', one: Category | Item) => void;
}

/** One category with its items, in the order residents see them. */
export const CategoryBlock: Component<CategoryBlockProps> = (props) => {
  const office = useOffice();
  const unitNames = (item: Item): string =>
    (office.departments.value() ?? [])
      .filter((unit) => item.departmentIds.includes(unit._id) || unit.itemIds?.includes(item._id))
      .map((unit) => unit.name)
      .join(t().comma);
  const steps = (name: string, move: (by: -1 | 1) => void) => (
    <Show when={props.editable && props.movable}>
      <IconButton size="small" icon="chevron-up" label={t().catalogue.up(name)} onClick={() => move(-1)} />
      <IconButton size="small" icon="chevron-down" label={t().catalogue.down(name)} onClick={() => move(1)} />
    </Show>
  );
  const closing = (thing: 'categories' | 'items', one: Category | Item) =>
    one.active
      ? {
          id: 'close',
          label: t().deactivate,
          icon: 'slash' as const,
          separated: true,
          onSelect: () => props.onDo({ what: 'close', thing, one }),
        }
      : {
          id: 'reopen',
          label: t().activate,
          icon: 'undo' as const,
          separated: true,
          onSelect: () => props.onReopen(thing, one),
        };
  return (
    <section class={styles.block}>
      <header class={styles.blockHead}>
        <h2>{named(props.category)}</h2>
        <span class={styles.count}>{t().catalogue.count(props.items.length)}</span>
        <Show when={!props.category.active}>
          <Tag>{t().inactive}</Tag>
        </Show>
        <span class={styles.space} />
        <Show when={props.editable}>
          {steps(named(props.category), props.onMove)}
          <Menu
            size="small"
            label={t().actionsFor(named(props.category))}
            placement="bottom-end"
            items={[
              {
                id: 'edit',
                label: t().edit,
                icon: 'edit',
                onSelect: () => props.onDo({ what: 'category', category: props.category }),
              },
              {
                id: 'add',
                label: t().catalogue.addItem,
                icon: 'add',
                onSelect: () => props.onDo({ what: 'item', item: null, categoryId: props.category._id }),
              },
              closing('categories', props.category),
            ]}
          />
        </Show>
      </header>
      <ListTable
        caption={named(props.category)}
        class={styles.items}
        rows={props.items}
        rowKey={(item) => item._id}
        empty={<p class={styles.none}>{t().catalogue.noItems}</p>}
        columns={[
          {
            key: 'name',
            header: t().catalogue.item,
            rowHeader: true,
            cell: (item) => (
              <span class={styles.name}>
                {named(item)}
                <Show when={item.urgent}>
                  <UrgentSeal text={t().urgentSeal} />
                </Show>
                <Show when={!item.active}>
                  <Tag>{t().inactive}</Tag>
                </Show>
              </span>
            ),
          },
          {
            key: 'deadline',
            header: t().deadline,
            cell: (item) => deadlineText(language(), item.deadline),
          },
          {
            key: 'grade',
            header: t().catalogue.grade,
            cell: (item) => text(language(), `grade.${item.grade}`),
          },
          { key: 'units', header: t().pages.departments, cell: unitNames },
          {
            key: 'do',
            header: t().actionsHead,
            align: 'end',
            cell: (item) => (
              <Show when={props.editable}>
                <span class={styles.steps}>
                  {steps(named(item), (by) => props.onMoveItem(item, by))}
                  <Menu
                    size="small"
                    label={t().actionsFor(named(item))}
                    placement="bottom-end"
                    items={[
                      {
                        id: 'edit',
                        label: t().edit,
                        icon: 'edit',
                        onSelect: () => props.onDo({ what: 'item', item, categoryId: item.categoryId }),
                      },
                      closing('items', item),
                    ]}
                  />
                </span>
              </Show>
            ),
          },
        ]}
      />
    </section>
  );
};
