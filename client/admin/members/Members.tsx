import { type Component, createEffect, createSignal, on, onCleanup, Show } from 'solid-js';
import { ROLES } from '../../../shared/people/member.ts';
import type { AdminMember, MemberPage } from '../../../shared/protocol/admin.ts';
import { api } from '../../kit/api.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { createLoaded } from '../../kit/loaded.ts';
import { word } from '../../kit/words.ts';
import { Avatar, Button, EmptyState, Menu, SearchBox, Select, Sr, Tag, TreeSelect } from '../../ui/index.ts';
import { attemptOrSay } from '../attempt.ts';
import { CloseDialog } from '../form/CloseDialog.tsx';
import { ListTable } from '../frame/ListTable.tsx';
import { Shown, Topic } from '../frame/Topic.tsx';
import { makeKeeper } from '../kept.ts';
import { useOffice } from '../office.ts';
import { ADMIN } from '../paths.ts';
import { t } from '../words.ts';
import { type Given, GivenPassword } from './GivenPassword.tsx';
import { MemberForm } from './MemberForm.tsx';
import styles from './members.module.css';

type Doing = { readonly what: 'add' } | { readonly what: 'edit' | 'close'; readonly member: AdminMember };

const TYPING_MS = 250;

/** Members: found by name, area and role, a page at a time. */
export const Members: Component = () => {
  const office = useOffice();
  const { toast } = useFeedback();
  const [text, setText] = createSignal('');
  const [role, setRole] = createSignal('');
  const [areaId, setAreaId] = createSignal('');
  const [state, setState] = createSignal('true');
  const [cursors, setCursors] = createSignal<readonly string[]>([]);
  const [doing, setDoing] = createSignal<Doing>();
  const [given, setGiven] = createSignal<Given>();
  const keep = makeKeeper<AdminMember>();
  const page = createLoaded(async (): Promise<MemberPage> => {
    const found = await api.get<MemberPage>(ADMIN.members, {
      query: {
        text: text() || undefined,
        role: role() || undefined,
        areaId: areaId() || undefined,
        active: state() || undefined,
        cursor: cursors().at(-1),
      },
    });
    return { ...found, members: keep(found.members) };
  });
  let typing: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(typing));
  createEffect(
    on(
      [text, role, areaId, state],
      () => {
        setCursors([]);
        clearTimeout(typing);
        typing = setTimeout(() => void page.reload(), TYPING_MS);
      },
      { defer: true },
    ),
  );
  const turn = (next: readonly string[]): void => {
    setCursors(next);
    void page.reload();
  };
  const done = (): void => {
    setDoing(undefined);
    void page.reload();
  };
  const setActive = async (member: AdminMember, active: boolean): Promise<void> => {
    await api.patch(ADMIN.member(member._id), { active, rev: member.rev ?? 0 });
  };
  const reset = (member: AdminMember) =>
    attemptOrSay(toast, async () => {
      const { password } = await api.post<{ password: string }>(ADMIN.password(member._id));
      setGiven({ username: member.username, name: member.name, password });
    });
  const nextPage = (): void => {
    const next = page.value()?.nextCursor;
    if (next) turn([...cursors(), next]);
  };
  const areaNames = (member: AdminMember): string => member.areaIds.map(office.areaPathName).join(t().comma);
  const menuOf = (member: AdminMember) => (
    <Show when={office.self().editable}>
      <Menu
        size="small"
        label={t().actionsFor(member.name)}
        placement="bottom-end"
        items={[
          { id: 'edit', label: t().edit, icon: 'edit', onSelect: () => setDoing({ what: 'edit', member }) },
          {
            id: 'reset',
            label: t().members.resetPassword,
            icon: 'key',
            hint: t().members.resetHint,
            onSelect: () => void reset(member),
          },
          member.active
            ? {
                id: 'close',
                label: t().deactivate,
                icon: 'slash',
                separated: true,
                onSelect: () => setDoing({ what: 'close', member }),
              }
            : {
                id: 'reopen',
                label: t().activate,
                icon: 'undo',
                separated: true,
                onSelect: () => void attemptOrSay(toast, () => setActive(member, true).then(done)),
              },
        ]}
      />
    </Show>
  );
  return (
    <Topic
      title={t().pages.members}
      lead={t().members.lead}
      tools={
        <Show when={office.self().editable}>
          <Button variant="primary" icon="add" onClick={() => setDoing({ what: 'add' })}>
            {t().members.add}
          </Button>
        </Show>
      }
    >
      <Show when={given()}>
        {(one) => <GivenPassword given={one()} onClose={() => setGiven(undefined)} />}
      </Show>
      <div class={styles.tools}>
        <SearchBox
          class={styles.search}
          label={t().members.search}
          clearLabel={t().clear}
          value={text()}
          busy={page.loading() && page.value() !== undefined}
          onValue={setText}
        />
        <Select
          aria-label={t().role}
          value={role()}
          onValue={setRole}
          options={[
            { value: '', label: t().members.allRoles },
            ...ROLES.map((one) => ({ value: one, label: word.role(one) })),
          ]}
        />
        <TreeSelect
          class={styles.place}
          label={t().area}
          placeholder={t().members.allAreas}
          shows="name"
          nodes={office.areaNodes()}
          value={areaId()}
          onValue={setAreaId}
          onClear={() => setAreaId('')}
          clearLabel={t().clear}
          emptyText={t().form.noMatch}
        />
        <Select
          aria-label={t().state}
          value={state()}
          onValue={setState}
          options={[
            { value: 'true', label: t().active },
            { value: 'false', label: t().inactive },
            { value: '', label: t().members.anyState },
          ]}
        />
      </div>
      <Shown of={page}>
        {(shown) => (
          <>
            <ListTable
              caption={t().pages.members}
              rows={shown().members}
              rowKey={(member) => member._id}
              empty={<EmptyState icon="person" title={t().form.noMatch} />}
              columns={[
                {
                  key: 'name',
                  header: t().person,
                  rowHeader: true,
                  cell: (member) => (
                    <span class={styles.name}>
                      <Avatar id={member._id} name={member.name} size={28} decorative />
                      <span>
                        {member.name}
                        <span class={styles.username}>
                          <Sr>{t().members.username}</Sr> {member.username}
                        </span>
                      </span>
                      <Show when={!member.active}>
                        <Tag>{t().inactive}</Tag>
                      </Show>
                    </span>
                  ),
                },
                {
                  key: 'roles',
                  header: t().role,
                  cell: (member) => member.roles.map(word.role).join(t().comma),
                },
                { key: 'areas', header: t().area, cell: areaNames },
                {
                  key: 'skills',
                  header: t().skills,
                  cell: (member) => member.skills.join(t().comma),
                },
                { key: 'do', header: t().actionsHead, align: 'end', cell: menuOf },
              ]}
            />
            <div class={styles.pages}>
              <span role="status">{t().members.total(shown().total)}</span>
              <Show when={cursors().length > 0 || shown().nextCursor}>
                <Button
                  size="small"
                  disabled={cursors().length === 0}
                  onClick={() => turn(cursors().slice(0, -1))}
                >
                  {t().previous}
                </Button>
                <Button size="small" disabled={shown().nextCursor === null} onClick={nextPage}>
                  {t().next}
                </Button>
              </Show>
            </div>
          </>
        )}
      </Shown>
      <Show when={doing()} keyed>
        {(one) => (
          <Show
            when={one.what === 'close' && one.member}
            fallback={
              <MemberForm
                member={one.what === 'edit' ? one.member : null}
                onClose={() => setDoing(undefined)}
                onSaved={(fresh) => {
                  if (fresh) setGiven(fresh);
                  done();
                }}
              />
            }
          >
            {(member) => (
              <CloseDialog
                thing="members"
                id={member()._id}
                name={member().name}
                close={() => setActive(member(), false)}
                onDone={done}
              />
            )}
          </Show>
        )}
      </Show>
    </Topic>
  );
};
