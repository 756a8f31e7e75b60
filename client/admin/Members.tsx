import { type Component, createResource, createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { Area } from '../../shared/areas/area.ts';
import { type Member, ROLES } from '../../shared/people/member.ts';
import { api } from '../kit/api.ts';
import { word } from '../kit/words.ts';
import {
  Banner,
  Button,
  Dialog,
  EmptyState,
  Field,
  Select,
  Skeleton,
  Table,
  TextInput,
} from '../ui/index.ts';
import styles from './admin.module.css';
import { faultText, t } from './words.ts';

/** Members: add, give a new one-time password, take out of use. */
export const Members: Component = () => {
  const [members, { refetch }] = createResource(
    async () => (await api.get<{ members: Member[] }>('/api/admin/members')).members,
  );
  const [areas] = createResource(async () => (await api.get<{ areas: Area[] }>('/api/admin/areas')).areas);
  const [adding, setAdding] = createSignal(false);
  const [given, setGiven] = createSignal<{ username: string; password: string }>();
  const [problem, setProblem] = createSignal('');
  const areaNames = (member: Member): string =>
    member.areaIds.map((id) => areas.latest?.find((area) => area._id === id)?.name ?? '').join('、');
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setProblem('');
    try {
      await work();
    } catch (error) {
      setProblem(faultText(error));
    }
    void refetch();
  };
  const path = (member: Member): string => `/api/admin/members/${encodeURIComponent(member._id)}`;
  const reset = (member: Member) =>
    attempt(async () => {
      const { password } = await api.post<{ password: string }>(`${path(member)}/password`);
      setGiven({ username: member.username, password });
    });
  const toggle = (member: Member) =>
    attempt(async () => void (await api.patch(path(member), { active: !member.active })));

  return (
    <section class={styles.part}>
      <div class={styles.tools}>
        <Button variant="primary" icon="add" onClick={() => setAdding(true)}>
          {t().addMember}
        </Button>
      </div>
      <Show when={given()}>
        {(one) => (
          <Banner title={`${one().username}  ${one().password}`} icon="key" role="status">
            {t().oneTime}
          </Banner>
        )}
      </Show>
      <Show when={problem()}>
        <Banner title={problem()} icon="alert" role="alert" />
      </Show>
      <Show
        when={!members.error}
        fallback={<EmptyState icon="error" tone="error" title={faultText(members.error)} />}
      >
        <Show when={members.latest} fallback={<Skeleton count={6} />}>
          {(list) => (
            <Table
              caption={t().members}
              rows={list()}
              rowKey={(member) => member._id}
              columns={[
                { key: 'username', header: t().username, rowHeader: true, cell: (member) => member.username },
                { key: 'name', header: t().person, cell: (member) => member.name },
                {
                  key: 'roles',
                  header: t().role,
                  cell: (member) => member.roles.map((role) => word.role(role)).join('、'),
                },
                { key: 'areas', header: t().area, cell: areaNames },
                {
                  key: 'state',
                  header: t().state,
                  cell: (member) => (member.active ? t().active : t().inactive),
                },
                {
                  key: 'do',
                  header: '',
                  cell: (member) => (
                    <span class={styles.tools}>
                      <Button size="small" onClick={() => void reset(member)}>
                        {t().resetPassword}
                      </Button>
                      <Button size="small" onClick={() => void toggle(member)}>
                        {member.active ? t().deactivate : t().activate}
                      </Button>
                    </span>
                  ),
                },
              ]}
            />
          )}
        </Show>
      </Show>
      <Show when={adding()}>
        <AddMember
          areas={areas.latest ?? []}
          onClose={() => setAdding(false)}
          onAdded={(one) => {
            setAdding(false);
            setGiven(one);
            void refetch();
          }}
        />
      </Show>
    </section>
  );
};

interface AddMemberProps {
  readonly areas: readonly Area[];
  readonly onClose: () => void;
  readonly onAdded: (given: { username: string; password: string }) => void;
}

const AddMember: Component<AddMemberProps> = (props) => {
  const [form, setForm] = createStore({ username: '', name: '', role: 'worker', areaId: '' });
  const [problem, setProblem] = createSignal('');
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    try {
      const { password } = await api.post<{ password: string }>('/api/admin/members', {
        username: form.username,
        name: form.name,
        roles: [form.role],
        areaIds: form.areaId ? [form.areaId] : [],
      });
      props.onAdded({ username: form.username, password });
    } catch (error) {
      setProblem(faultText(error));
    }
  };
  return (
    <Dialog open keepOpen title={t().addMember} closeLabel={t().close} onClose={props.onClose}>
      <form class={styles.form} onSubmit={(event) => void send(event)}>
        <Field label={t().username} required>
          <TextInput
            autocapitalize="none"
            value={form.username}
            onValue={(value) => setForm('username', value)}
          />
        </Field>
        <Field label={t().person} required>
          <TextInput value={form.name} onValue={(value) => setForm('name', value)} />
        </Field>
        <Field label={t().role} required>
          <Select
            value={form.role}
            onValue={(value) => setForm('role', value)}
            options={ROLES.map((role) => ({ value: role, label: word.role(role) }))}
          />
        </Field>
        <Field label={t().area} required>
          <Select
            value={form.areaId}
            onValue={(value) => setForm('areaId', value)}
            placeholder="—"
            options={props.areas.map((area) => ({
              value: area._id,
              label: `${t().levels[area.level]} ${area.name}`,
            }))}
          />
        </Field>
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
