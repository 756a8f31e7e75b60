import { type Component, createSignal, Show } from 'solid-js';
import { api } from '../../kit/api.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { Avatar, Button, EmptyState, FilterChip, Menu, Tag } from '../../ui/index.ts';
import { attemptOrSay } from '../attempt.ts';
import { CloseDialog } from '../form/CloseDialog.tsx';
import { ListTable } from '../frame/ListTable.tsx';
import { Shown, Topic } from '../frame/Topic.tsx';
import { type Unit, type UnitKind, useOffice } from '../office.ts';
import { ADMIN } from '../paths.ts';
import { t } from '../words.ts';
import { UnitForm } from './UnitForm.tsx';
import { UnitMembers } from './UnitMembers.tsx';
import styles from './units.module.css';

type Doing = { readonly what: 'add' } | { readonly what: 'edit' | 'close' | 'members'; readonly unit: Unit };

export const Departments: Component = () => <Units kind="departments" />;
export const Teams: Component = () => <Units kind="teams" />;

/** Teams or departments: who belongs to them, where they serve, what they are for. */
const Units: Component<{ readonly kind: UnitKind }> = (props) => {
  const office = useOffice();
  const { toast } = useFeedback();
  const [doing, setDoing] = createSignal<Doing>();
  const [closedToo, setClosedToo] = createSignal(false);
  const list = () => office.units(props.kind);
  const words = () => t()[props.kind];
  const shown = () => (list().value() ?? []).filter((unit) => closedToo() || unit.active);
  const done = (): void => {
    setDoing(undefined);
    void list().reload();
    void office.catalogue.reload();
  };
  const setActive = async (unit: Unit, active: boolean): Promise<void> => {
    await api.patch(ADMIN.unit(props.kind, unit._id), { active, rev: unit.rev ?? 0 });
  };
  const places = (unit: Unit): string => unit.areaIds.map(office.areaPathName).join(t().comma);
  const duties = (unit: Unit): string => {
    if (props.kind === 'teams') return (unit.skills ?? []).join(t().comma);
    const items = office.catalogue.value()?.items ?? [];
    const names = items.filter((item) => unit.itemIds?.includes(item._id)).map((item) => item.name);
    return t().departments.duties(names);
  };
  return (
    <Topic
      title={t().pages[props.kind]}
      lead={words().lead}
      tools={
        <>
          <FilterChip label={t().showInactive} pressed={closedToo()} onPress={setClosedToo} />
          <Show when={office.self().editable}>
            <Button variant="primary" icon="add" onClick={() => setDoing({ what: 'add' })}>
              {words().add}
            </Button>
          </Show>
        </>
      }
    >
      <Shown of={list()}>
        {() => (
          <ListTable
            caption={t().pages[props.kind]}
            rows={shown()}
            rowKey={(unit) => unit._id}
            empty={
              <EmptyState
                icon={props.kind === 'teams' ? 'team' : 'department'}
                title={words().none}
                detail={words().noneNext}
              />
            }
            columns={[
              {
                key: 'name',
                header: t().name,
                rowHeader: true,
                cell: (unit) => (
                  <span class={styles.name}>
                    <Avatar id={unit._id} name={unit.name} kind="unit" size={28} decorative />
                    {unit.name}
                    <Show when={!unit.active}>
                      <Tag>{t().inactive}</Tag>
                    </Show>
                  </span>
                ),
              },
              {
                key: 'members',
                header: t().memberCount,
                align: 'end',
                cell: (unit) => (
                  <Button
                    size="small"
                    variant="ghost"
                    aria-label={t().membersOf(unit.name, unit.members ?? 0)}
                    onClick={() => setDoing({ what: 'members', unit })}
                  >
                    {t().people(unit.members ?? 0)}
                  </Button>
                ),
              },
              { key: 'duties', header: words().duty, cell: duties },
              { key: 'areas', header: t().area, cell: places },
              {
                key: 'do',
                header: t().actionsHead,
                align: 'end',
                cell: (unit) => (
                  <Show when={office.self().editable}>
                    <Menu
                      size="small"
                      label={t().actionsFor(unit.name)}
                      placement="bottom-end"
                      items={[
                        {
                          id: 'edit',
                          label: t().edit,
                          icon: 'edit',
                          onSelect: () => setDoing({ what: 'edit', unit }),
                        },
                        {
                          id: 'members',
                          label: t().joinLeave,
                          icon: 'team',
                          onSelect: () => setDoing({ what: 'members', unit }),
                        },
                        unit.active
                          ? {
                              id: 'close',
                              label: t().deactivate,
                              icon: 'slash',
                              separated: true,
                              onSelect: () => setDoing({ what: 'close', unit }),
                            }
                          : {
                              id: 'reopen',
                              label: t().activate,
                              icon: 'undo',
                              separated: true,
                              onSelect: () =>
                                void attemptOrSay(toast, () => setActive(unit, true).then(done)),
                            },
                      ]}
                    />
                  </Show>
                ),
              },
            ]}
          />
        )}
      </Shown>
      <Show when={doing()} keyed>
        {(one) => (
          <>
            <Show when={one.what === 'add' || one.what === 'edit'}>
              <UnitForm
                kind={props.kind}
                unit={one.what === 'edit' ? one.unit : null}
                onClose={() => setDoing(undefined)}
                onSaved={done}
              />
            </Show>
            <Show when={one.what === 'members' && one.unit}>
              {(unit) => <UnitMembers kind={props.kind} unit={unit()} onClose={done} />}
            </Show>
            <Show when={one.what === 'close' && one.unit}>
              {(unit) => (
                <CloseDialog
                  thing={props.kind}
                  id={unit()._id}
                  name={unit().name}
                  close={() => setActive(unit(), false)}
                  onDone={done}
                />
              )}
            </Show>
          </>
        )}
      </Show>
    </Topic>
  );
};
