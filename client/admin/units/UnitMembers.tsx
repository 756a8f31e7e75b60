import { type Component, createSignal, For, Show } from 'solid-js';
import type { AdminMember, MemberPage } from '../../../shared/protocol/admin.ts';
import { api } from '../../kit/api.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { createLoaded } from '../../kit/loaded.ts';
import { word } from '../../kit/words.ts';
import { Avatar, Button, Combobox, Dialog, EmptyState, Field } from '../../ui/index.ts';
import { attemptOrSay } from '../attempt.ts';
import { Shown } from '../frame/Topic.tsx';
import { type Unit, type UnitKind, useOffice } from '../office.ts';
import { ADMIN } from '../paths.ts';
import { t } from '../words.ts';
import styles from './units.module.css';

interface UnitMembersProps {
  readonly kind: UnitKind;
  readonly unit: Unit;
  readonly onClose: () => void;
}

/** Who belongs to a team or department; each joining and leaving counts at once. */
export const UnitMembers: Component<UnitMembersProps> = (props) => {
  const office = useOffice();
  const { toast } = useFeedback();
  const ofUnit = () => ({ [props.kind === 'teams' ? 'teamId' : 'departmentId']: props.unit._id });
  const page = createLoaded(() =>
    api.get<MemberPage>(ADMIN.members, { query: { ...ofUnit(), active: 'true' } }),
  );
  const [text, setText] = createSignal('');
  const found = createLoaded(() =>
    api.get<MemberPage>(ADMIN.members, { query: { text: text(), active: 'true' } }),
  );
  const isIn = (member: AdminMember): boolean =>
    props.kind === 'teams' ? member.teamIds.includes(props.unit._id) : member.departmentId === props.unit._id;
  const put = (memberId: string, joins: boolean) =>
    attemptOrSay(toast, async () => {
      const path = ADMIN.unitMember(props.kind, props.unit._id, memberId);
      await (joins ? api.put(path) : api.delete(path));
      await Promise.all([page.reload(), found.reload()]);
    });
  return (
    <Dialog
      open
      title={t().form.membersTitle(props.unit.name)}
      description={office.self().editable ? t().form.rightsNote : undefined}
      closeLabel={t().close}
      onClose={props.onClose}
    >
      <Show when={office.self().editable && props.unit.active}>
        <Field label={t().form.addMember}>
          <Combobox
            label={t().form.addMember}
            placeholder={t().form.searchMember}
            options={(found.value()?.members ?? [])
              .filter((member) => !isIn(member))
              .map((member) => ({
                value: member._id,
                label: member.name,
                hint: `${member.username} ${member.roles.map(word.role).join(t().comma)}`,
              }))}
            value=""
            onQuery={(query) => {
              setText(query);
              void found.reload();
            }}
            onValue={(id) => void put(id, true)}
            emptyText={t().form.noMatch}
            loading={found.loading()}
          />
        </Field>
      </Show>
      <Shown of={page}>
        {(shown) => (
          <Show
            when={shown().members.length > 0}
            fallback={<EmptyState icon="team" title={t().form.noMembers} />}
          >
            <ul class={styles.people}>
              <For each={shown().members}>
                {(member) => (
                  <li>
                    <Avatar id={member._id} name={member.name} size={28} decorative />
                    <span class={styles.who}>
                      <b>{member.name}</b>
                      <span>{member.roles.map(word.role).join(t().comma)}</span>
                    </span>
                    <Show when={office.self().editable}>
                      <Button
                        size="small"
                        aria-label={t().form.leaveOf(member.name)}
                        onClick={() => void put(member._id, false)}
                      >
                        {t().form.leave}
                      </Button>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
            <Show when={shown().nextCursor}>
              <p>{t().form.andMore(shown().total - shown().members.length)}</p>
            </Show>
          </Show>
        )}
      </Shown>
    </Dialog>
  );
};
