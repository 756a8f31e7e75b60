import { type Component, createSignal, For, Show } from 'solid-js';
import type { Category, Item } from '../../../shared/catalogue/catalogue.ts';
import { api } from '../../kit/api.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { named } from '../../kit/i18n.ts';
import { Button, EmptyState, FilterChip, SearchBox } from '../../ui/index.ts';
import { attemptOrSay } from '../attempt.ts';
import { CloseDialog } from '../form/CloseDialog.tsx';
import { Shown, Topic } from '../frame/Topic.tsx';
import { useOffice } from '../office.ts';
import { ADMIN } from '../paths.ts';
import { t } from '../words.ts';
import { CategoryBlock, type Doing } from './CategoryBlock.tsx';
import { CategoryForm } from './CategoryForm.tsx';
import styles from './catalogue.module.css';
import { ItemForm } from './ItemForm.tsx';

/** The two-level catalogue: what can be reported, how urgent it is, by when, and whose it is. */
export const Catalogue: Component = () => {
  const office = useOffice();
  const { toast } = useFeedback();
  const [text, setText] = createSignal('');
  const [closedToo, setClosedToo] = createSignal(false);
  const [doing, setDoing] = createSignal<Doing>();
  const editable = (): boolean => office.self().whole;
  const inView = (one: { readonly active: boolean }): boolean => closedToo() || one.active;
  const categories = (): readonly Category[] =>
    (office.catalogue.value()?.categories ?? []).filter(inView).toSorted((a, b) => a.sort - b.sort);
  const itemsOf = (category: Category): readonly Item[] =>
    (office.catalogue.value()?.items ?? [])
      .filter((item) => item.categoryId === category._id && inView(item) && found(item, category))
      .toSorted((a, b) => a.sort - b.sort);
  const found = (item: Item, category: Category): boolean =>
    [item.name, item.nameEn, category.name, category.nameEn, ...item.keywords]
      .join(' ')
      .toLowerCase()
      .includes(text().trim().toLowerCase());
  const shown = () => categories().filter((one) => text() === '' || itemsOf(one).length > 0);
  const done = (): void => {
    setDoing(undefined);
    void office.catalogue.reload();
    void office.departments.reload();
  };
  const change = (thing: 'categories' | 'items', one: Category | Item, active: boolean) =>
    api.patch(ADMIN.entry(thing, one._id), { active, rev: one.rev ?? 0 });
  /** Moves one place up or down among those of its kind. */
  const move = (
    thing: 'categories' | 'items',
    list: readonly (Category | Item)[],
    id: string,
    by: -1 | 1,
  ) => {
    const ids = list.map((one) => one._id);
    const at = ids.indexOf(id);
    const to = at + by;
    if (at < 0 || to < 0 || to >= ids.length) return;
    ids.splice(at, 1);
    ids.splice(to, 0, id);
    void attemptOrSay(toast, () => api.put(ADMIN.order(thing), { ids }).then(done));
  };
  return (
    <Topic
      title={t().pages.catalogue}
      lead={editable() ? t().catalogue.lead : t().catalogue.leadReadOnly}
      tools={
        <Show when={editable()}>
          <Button icon="add" onClick={() => setDoing({ what: 'category', category: null })}>
            {t().catalogue.addCategory}
          </Button>
          <Button
            variant="primary"
            icon="add"
            disabled={categories().length === 0}
            onClick={() => setDoing({ what: 'item', item: null, categoryId: categories()[0]?._id ?? '' })}
          >
            {t().catalogue.addItem}
          </Button>
        </Show>
      }
    >
      <div class={styles.tools}>
        <SearchBox label={t().catalogue.search} clearLabel={t().clear} value={text()} onValue={setText} />
        <FilterChip label={t().showInactive} pressed={closedToo()} onPress={setClosedToo} />
      </div>
      <Shown of={office.catalogue}>
        {() => (
          <For
            each={shown()}
            fallback={
              <EmptyState icon="list" title={text() === '' ? t().catalogue.none : t().form.noMatch} />
            }
          >
            {(category) => (
              <CategoryBlock
                category={category}
                items={itemsOf(category)}
                editable={editable()}
                // What a search leaves out would lose its place.
                movable={text() === ''}
                onDo={setDoing}
                onMove={(by) => move('categories', categories(), category._id, by)}
                onMoveItem={(item, by) => move('items', itemsOf(category), item._id, by)}
                onReopen={(thing, one) => void attemptOrSay(toast, () => change(thing, one, true).then(done))}
              />
            )}
          </For>
        )}
      </Shown>
      <Show when={doing()} keyed>
        {(one) => {
          switch (one.what) {
            case 'category':
              return (
                <CategoryForm category={one.category} onClose={() => setDoing(undefined)} onSaved={done} />
              );
            case 'item':
              return (
                <ItemForm
                  item={one.item}
                  categoryId={one.categoryId}
                  onClose={() => setDoing(undefined)}
                  onSaved={done}
                />
              );
            case 'close':
              return (
                <CloseDialog
                  thing={one.thing}
                  id={one.one._id}
                  name={named(one.one)}
                  close={async () => void (await change(one.thing, one.one, false))}
                  onDone={done}
                />
              );
          }
        }}
      </Show>
    </Topic>
  );
};
