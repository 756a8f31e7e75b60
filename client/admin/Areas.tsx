import { type Component, createResource, createSignal, For, Show } from 'solid-js';
import { encode } from 'uqr';
import type { Area, AreaLevel } from '../../shared/areas/area.ts';
import { api } from '../kit/api.ts';
import {
  Banner,
  Button,
  Dialog,
  EmptyState,
  Field,
  QrCode,
  Select,
  Skeleton,
  Table,
  TextInput,
} from '../ui/index.ts';
import styles from './admin.module.css';
import { faultText, t } from './words.ts';

const BELOW: Readonly<Record<AreaLevel, AreaLevel | null>> = {
  street: 'community',
  community: 'grid',
  grid: 'group',
  group: null,
};

/** The tree of areas with a QR code for each grid. */
export const Areas: Component = () => {
  const [areas, { refetch }] = createResource(
    async () => (await api.get<{ areas: Area[] }>('/api/admin/areas')).areas,
  );
  const [adding, setAdding] = createSignal(false);
  const [printing, setPrinting] = createSignal(false);
  const nameOf = (id: string | null): string => areas.latest?.find((area) => area._id === id)?.name ?? '';
  const change = async (area: Area): Promise<void> => {
    await api.patch(`/api/admin/areas/${encodeURIComponent(area._id)}`, { active: !area.active });
    void refetch();
  };
  return (
    <section class={styles.part}>
      <div class={styles.tools}>
        <Button variant="primary" icon="add" onClick={() => setAdding(true)}>
          {t().addArea}
        </Button>
        <Button icon="qr" onClick={() => setPrinting(!printing())} aria-pressed={printing()}>
          {t().printQr}
        </Button>
      </div>
      <Show
        when={!areas.error}
        fallback={<EmptyState icon="error" tone="error" title={faultText(areas.error)} />}
      >
        <Show when={areas.latest} fallback={<Skeleton count={6} />}>
          {(list) => (
            <Show
              when={!printing()}
              fallback={
                <Sheet
                  areas={list().filter((area) => area.level === 'grid' && area.active)}
                  nameOf={nameOf}
                />
              }
            >
              <Table
                caption={t().areas}
                rows={list()}
                rowKey={(area) => area._id}
                columns={[
                  { key: 'name', header: t().name, rowHeader: true, cell: (area) => area.name },
                  { key: 'level', header: t().level, cell: (area) => t().levels[area.level] },
                  { key: 'parent', header: t().parent, cell: (area) => nameOf(area.parentId) },
                  { key: 'letters', header: t().letters, cell: (area) => area.letters ?? '' },
                  {
                    key: 'state',
                    header: t().state,
                    cell: (area) => (area.active ? t().active : t().inactive),
                  },
                  {
                    key: 'do',
                    header: '',
                    cell: (area) => (
                      <Button size="small" onClick={() => void change(area)}>
                        {area.active ? t().deactivate : t().activate}
                      </Button>
                    ),
                  },
                ]}
              />
            </Show>
          )}
        </Show>
      </Show>
      <Show when={adding()}>
        <AddArea
          areas={areas.latest ?? []}
          onClose={() => {
            setAdding(false);
            void refetch();
          }}
        />
      </Show>
    </section>
  );
};

/** One code per grid, for the stairwell. */
const Sheet: Component<{
  readonly areas: readonly Area[];
  readonly nameOf: (id: string | null) => string;
}> = (props) => (
  <ul class={styles.sheet}>
    <For each={props.areas}>
      {(area) => (
        <li>
          <QrCode
            matrix={encode(`${window.location.origin}/q/${area._id}`, { ecc: 'Q', border: 0 }).data}
            label={area.name}
            seal
            size={160}
          />
          <strong>
            {props.nameOf(area.parentId)} {area.name}
          </strong>
          <span>{t().scan}</span>
        </li>
      )}
    </For>
  </ul>
);

const AddArea: Component<{ readonly areas: readonly Area[]; readonly onClose: () => void }> = (props) => {
  const [parentId, setParentId] = createSignal('');
  const [name, setName] = createSignal('');
  const [letters, setLetters] = createSignal('');
  const [problem, setProblem] = createSignal('');
  const parent = () => props.areas.find((area) => area._id === parentId());
  const level = (): AreaLevel => {
    const above = parent();
    return above ? (BELOW[above.level] ?? 'group') : 'street';
  };
  const numbered = () => level() === 'street' || level() === 'community';
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    try {
      await api.post('/api/admin/areas', {
        name: name(),
        parentId: parentId() || null,
        level: level(),
        ...(numbered() ? { letters: letters() } : {}),
      });
      props.onClose();
    } catch (error) {
      setProblem(faultText(error));
    }
  };
  return (
    <Dialog open keepOpen title={t().addArea} closeLabel={t().close} onClose={props.onClose}>
      <form class={styles.form} onSubmit={(event) => void send(event)}>
        <Field label={t().parent}>
          <Select
            value={parentId()}
            onValue={setParentId}
            options={[
              { value: '', label: '—' },
              ...props.areas
                .filter((area) => area.level !== 'group')
                .map((area) => ({ value: area._id, label: `${t().levels[area.level]} ${area.name}` })),
            ]}
          />
        </Field>
        <Field label={`${t().levels[level()]} · ${t().name}`} required>
          <TextInput value={name()} onValue={setName} maxLength={60} />
        </Field>
        <Show when={numbered()}>
          <Field label={t().letters} hint={t().lettersHint} required>
            <TextInput value={letters()} onValue={setLetters} maxLength={4} />
          </Field>
        </Show>
        <Show when={problem()}>
          <Banner title={problem()} icon="alert" role="alert" />
        </Show>
        <Button type="submit" variant="primary">
          {t().add}
        </Button>
      </form>
    </Dialog>
  );
};
