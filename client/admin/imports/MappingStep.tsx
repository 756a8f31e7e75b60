import { type Component, createMemo, createUniqueId, For, Show } from 'solid-js';
import type { Area } from '../../../shared/areas/area.ts';
import { CHANNELS, type Channel } from '../../../shared/order/state.ts';
import {
  IMPORT_FIELDS,
  type ImportField,
  type ImportProfile,
  REQUIRED_FIELDS,
  UNANSWERED,
  type Unanswered,
} from '../../../shared/protocol/imports.ts';
import { word } from '../../kit/words.ts';
import {
  Banner,
  Button,
  Field,
  SectionHead,
  Select,
  Table,
  Tag,
  TextInput,
  TreeSelect,
} from '../../ui/index.ts';
import type { ImportFlow } from './flow.ts';
import styles from './imports.module.css';
import { domain, listText, t } from './words.ts';

export interface MappingStepProps {
  readonly flow: ImportFlow;
  readonly areas: readonly Area[];
  readonly profiles: readonly ImportProfile[];
  readonly onForget: (profile: ImportProfile) => void;
}

const SAMPLES = 3;
const isRequired = (field: ImportField): boolean => REQUIRED_FIELDS.some((one) => one === field);

/** Which column is what, with values of the file beside each, and where rows go that do not say it. */
export const MappingStep: Component<MappingStepProps> = (props) => {
  const heading = createUniqueId();
  const found = () => props.flow.inspection();
  const { choices } = props.flow;
  const columns = createMemo(() => (found()?.headings ?? []).filter((name) => name !== ''));
  const unused = createMemo(() => {
    const used = new Set(Object.values(choices.mapping));
    return columns().filter((name) => !used.has(name));
  });
  const samples = (name: string | undefined): readonly string[] => {
    const at = name === undefined ? -1 : (found()?.headings ?? []).indexOf(name);
    const values = (found()?.sample ?? [])
      .map((row) => (row[at] ?? '').trim())
      .filter((value) => value !== '');
    return [...new Set(values)].slice(0, SAMPLES);
  };
  const lacking = () => listText(props.flow.missing().map((field) => domain().field[field]));

  return (
    <div class={styles.step}>
      <Banner
        tone="plain"
        icon="file"
        role="note"
        title={t().fileFacts(props.flow.fileName(), found()?.rows ?? 0)}
      >
        {found()?.profile ? t().knownProfile(found()?.profile?.name ?? '') : t().guessed}
      </Banner>
      <Table
        caption={t().mappingTitle}
        showCaption
        rows={IMPORT_FIELDS}
        rowKey={(field) => field}
        columns={[
          {
            key: 'field',
            header: t().field,
            rowHeader: true,
            cell: (field) => (
              <span id={`${heading}-${field}`} class={styles.fieldName}>
                {domain().field[field]}
                <Show when={isRequired(field)}>
                  <Tag tone={choices.mapping[field] ? 'plain' : 'ochre'}>{t().required}</Tag>
                </Show>
              </span>
            ),
          },
          {
            key: 'column',
            header: t().column,
            cell: (field) => (
              <Select
                class={styles.columnSelect}
                aria-labelledby={`${heading}-${field}`}
                value={choices.mapping[field] ?? ''}
                onValue={(name) => props.flow.assign(field, name)}
                options={[
                  { value: '', label: t().noColumn },
                  ...columns().map((name) => ({ value: name, label: name })),
                ]}
              />
            ),
          },
          {
            key: 'sample',
            header: t().sample,
            cell: (field) => (
              <Samples chosen={Boolean(choices.mapping[field])} values={samples(choices.mapping[field])} />
            ),
          },
        ]}
      />
      <Show when={unused().length > 0}>
        <p class={styles.note}>{t().unused(listText(unused()))}</p>
      </Show>
      <div class={styles.pair}>
        <section class={styles.panel}>
          <SectionHead title={t().placeTitle} />
          <Field label={t().area} required>
            <TreeSelect
              label={t().area}
              nodes={props.areas.map((area) => ({
                id: area._id,
                label: area.name,
                parentId: area.parentId,
                disabled: !area.active,
              }))}
              value={choices.areaId}
              onValue={(id) => props.flow.setArea(id)}
              placeholder={t().areaPlaceholder}
              emptyText={t().areaEmpty}
              opened="all"
            />
          </Field>
          <Field label={t().channel} required>
            <Select
              value={choices.channel}
              onValue={(channel) => props.flow.setChannel(channel as Channel)}
              options={CHANNELS.map((channel) => ({ value: channel, label: word.channel(channel) }))}
            />
          </Field>
          <Field label={t().withoutReply} hint={t().withoutReplyHint} required>
            <Select
              value={choices.unanswered}
              onValue={(choice) => props.flow.setUnanswered(choice as Unanswered)}
              options={UNANSWERED.map((choice) => ({ value: choice, label: t().unanswered[choice] }))}
            />
          </Field>
        </section>
        <section class={styles.panel}>
          <SectionHead title={t().profileTitle} />
          <Show when={props.profiles.length > 0}>
            <Profiles {...props} />
          </Show>
          <Field label={t().keepAs} hint={t().keepHint}>
            <TextInput
              value={choices.profile}
              onValue={(name) => props.flow.setProfile(name)}
              maxLength={60}
            />
          </Field>
        </section>
      </div>
      <Show when={props.flow.problem()}>
        <Banner title={props.flow.problem()} icon="alert" role="alert" />
      </Show>
      <div class={styles.actions}>
        <Button onClick={() => props.flow.reset()}>{t().back}</Button>
        <Button
          variant="primary"
          loading={props.flow.busy()}
          disabledReason={props.flow.missing().length > 0 ? t().missing(lacking()) : undefined}
          onClick={() => void props.flow.look()}
        >
          {t().toPreview}
        </Button>
        <Show when={props.flow.missing().length > 0}>
          <span class={styles.note}>{t().missing(lacking())}</span>
        </Show>
      </div>
    </div>
  );
};

const Samples: Component<{ readonly chosen: boolean; readonly values: readonly string[] }> = (props) => (
  <Show
    when={props.values.length > 0}
    fallback={<span class={styles.faint}>{props.chosen ? t().noSample : '—'}</span>}
  >
    <span class={styles.samples}>
      <For each={props.values}>{(value) => <span class={styles.sample}>{value}</span>}</For>
    </span>
  </Show>
);

const Profiles: Component<MappingStepProps> = (props) => {
  const chosen = () => props.profiles.find(({ name }) => name === props.flow.choices.profile);
  return (
    <Field label={t().useProfile}>
      <div class={styles.line}>
        <Select
          aria-label={t().useProfile}
          value={chosen()?._id ?? ''}
          placeholder={t().chooseProfile}
          onValue={(id) => {
            const profile = props.profiles.find((one) => one._id === id);
            if (profile) props.flow.use(profile);
          }}
          options={props.profiles.map(({ _id, name }) => ({ value: _id, label: name }))}
        />
        <Show when={chosen()}>
          {(profile) => (
            <Button icon="trash" onClick={() => props.onForget(profile())}>
              {t().forgetProfile}
            </Button>
          )}
        </Show>
      </div>
    </Field>
  );
};
