import { type Component, Show } from 'solid-js';
import { type Hours, ROLES, type Role } from '../../../shared/people/member.ts';
import type { AdminMember } from '../../../shared/protocol/admin.ts';
import { api } from '../../kit/api.ts';
import { word } from '../../kit/words.ts';
import { Select, TextInput } from '../../ui/index.ts';
import { AreasField } from '../form/AreasField.tsx';
import { Editor } from '../form/Editor.tsx';
import { FormField, Theirs } from '../form/FormField.tsx';
import { createForm } from '../form/form.ts';
import { PickField } from '../form/PickField.tsx';
import { WordsField } from '../form/WordsField.tsx';
import { useOffice } from '../office.ts';
import { ADMIN } from '../paths.ts';
import { t, wrongWords } from '../words.ts';
import type { Given } from './GivenPassword.tsx';
import { HoursField, hoursText } from './HoursField.tsx';
import styles from './members.module.css';

interface MemberFormProps {
  /** Null for a new one. */
  readonly member: AdminMember | null;
  readonly onClose: () => void;
  /** With the one-time password of a new member. */
  readonly onSaved: (given: Given | null) => void;
}

const valuesOf = (member: AdminMember | null) => ({
  username: member?.username ?? '',
  name: member?.name ?? '',
  roles: [...(member?.roles ?? ['worker'])] as Role[],
  areaIds: [...(member?.areaIds ?? [])],
  departmentId: member?.departmentId ?? '',
  teamIds: [...(member?.teamIds ?? [])],
  skills: [...(member?.skills ?? [])],
  hours: [...(member?.hours ?? [])] as Hours[],
  phone: member?.phone ?? '',
});

export const MemberForm: Component<MemberFormProps> = (props) => {
  const office = useOffice();
  const { member } = props;
  let given: Given | null = null;
  const form = createForm({
    from: { values: valuesOf(member), rev: member?.rev ?? 0 },
    save: async (changed, rev, all) => {
      const departmentId = all.departmentId || null;
      if (member) {
        const unit = 'departmentId' in changed ? { departmentId } : {};
        await api.patch(ADMIN.member(member._id), { ...changed, ...unit, rev });
        return;
      }
      const made = await api.post<{ password: string }>(ADMIN.members, { ...all, departmentId });
      given = { name: all.name, username: all.username.trim().toLowerCase(), password: made.password };
    },
    newest: async () => {
      if (!member) return null;
      const { members } = await api.get<{ members: AdminMember[] }>(ADMIN.members, {
        query: { text: member.username },
      });
      const now = members.find((one) => one._id === member._id);
      return now ? { values: valuesOf(now), rev: now.rev ?? 0 } : null;
    },
    wrong: wrongWords,
    onSaved: () => props.onSaved(given),
  });
  const unitNames = (ids: readonly string[]): string =>
    (office.teams.value() ?? [])
      .filter((team) => ids.includes(team._id))
      .map((team) => team.name)
      .join(t().comma);
  const departments = () => (office.departments.value() ?? []).filter((one) => one.active);
  const teams = () => (office.teams.value() ?? []).filter((one) => one.active);
  return (
    <Editor
      form={form}
      size="wide"
      title={member ? t().form.editTitle(member.name) : t().members.add}
      description={member ? t().form.rightsNote : t().members.addNote}
      save={member ? t().save : t().add}
      onClose={props.onClose}
    >
      <div class={styles.two}>
        <FormField form={form} name="name" label={t().person} required>
          <TextInput value={form.values.name} onValue={(name) => form.set('name', name)} maxLength={60} />
        </FormField>
        <FormField
          form={form}
          name="username"
          label={t().members.username}
          hint={t().members.usernameHint}
          required
        >
          <TextInput
            value={form.values.username}
            onValue={(username) => form.set('username', username)}
            autocapitalize="none"
            autocomplete="off"
            spellcheck={false}
            maxLength={32}
          />
        </FormField>
      </div>
      <PickField
        label={t().role}
        options={ROLES.map((role) => ({
          id: role,
          name: word.role(role),
          hint: t().members.roleHints[role],
        }))}
        value={form.values.roles}
        onValue={(roles) => form.set('roles', roles as Role[])}
        error={form.error('roles')}
      />
      <Theirs form={form} name="roles" show={(roles) => roles.map(word.role).join(t().comma)} />
      <FormField
        form={form}
        name="areaIds"
        label={t().area}
        hint={t().form.areasHint}
        required
        show={(ids) => ids.map(office.areaPathName).join(t().comma)}
      >
        <AreasField value={form.values.areaIds} onValue={(ids) => form.set('areaIds', ids)} />
      </FormField>
      <div class={styles.two}>
        <FormField form={form} name="departmentId" label={t().pages.departments} aside={t().optional}>
          <Select
            value={form.values.departmentId}
            onValue={(id) => form.set('departmentId', id)}
            options={[
              { value: '', label: t().members.noDepartment },
              ...departments().map((one) => ({ value: one._id, label: one.name })),
            ]}
          />
        </FormField>
        <FormField form={form} name="phone" label={t().phone} aside={t().optional}>
          <TextInput
            value={form.values.phone}
            onValue={(phone) => form.set('phone', phone)}
            inputmode="tel"
            autocomplete="off"
            maxLength={24}
          />
        </FormField>
      </div>
      <Show when={teams().length > 0}>
        <PickField
          label={t().pages.teams}
          options={teams().map((team) => ({ id: team._id, name: team.name }))}
          value={form.values.teamIds}
          onValue={(ids) => form.set('teamIds', ids)}
          error={form.error('teamIds')}
        />
        <Theirs form={form} name="teamIds" show={unitNames} />
      </Show>
      <FormField
        form={form}
        name="skills"
        label={t().skills}
        aside={t().optional}
        hint={t().form.wordsHint}
        show={(words) => words.join(t().comma)}
      >
        <WordsField value={form.values.skills} onValue={(skills) => form.set('skills', skills)} />
      </FormField>
      <HoursField
        value={form.values.hours}
        onValue={(hours) => form.set('hours', hours)}
        error={form.error('hours')}
      />
      <Theirs form={form} name="hours" show={hoursText} />
    </Editor>
  );
};
