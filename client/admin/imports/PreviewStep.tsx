import { type Component, Show } from 'solid-js';
import type { PreviewRow } from '../../../shared/protocol/imports.ts';
import { Banner, Button, EmptyState, Table, Tag } from '../../ui/index.ts';
import type { ImportFlow } from './flow.ts';
import styles from './imports.module.css';
import { domain, t, whenText } from './words.ts';

/** The first rows as orders, each with what will become of it. */
export const PreviewStep: Component<{ readonly flow: ImportFlow }> = (props) => {
  const rows = () => props.flow.preview();
  const refused = () => rows().filter(({ problems }) => problems.length > 0).length;
  const known = () => rows().filter((row) => row.known).length;
  const waiting = () => rows().filter(isWaiting).length;
  const opens = () => props.flow.choices.unanswered === 'board';
  return (
    <div class={styles.step}>
      <Table
        caption={t().previewTitle(rows().length)}
        showCaption
        rows={rows()}
        rowKey={(row) => String(row.rowNumber)}
        empty={<EmptyState icon="table" title={t().previewEmpty} />}
        columns={[
          { key: 'row', header: t().row, align: 'end', cell: (row) => row.rowNumber },
          { key: 'state', header: t().state, cell: (row) => <Outcome row={row} opens={opens()} /> },
          { key: 'no', header: t().no, rowHeader: true, cell: (row) => row.externalNo },
          { key: 'about', header: t().about, clip: true, cell: (row) => row.title },
          {
            key: 'at',
            header: t().at,
            align: 'end',
            cell: (row) => (row.at === null ? '' : whenText(row.at)),
          },
          {
            key: 'replied',
            header: t().replied,
            align: 'end',
            cell: (row) =>
              row.replyAt === null ? (
                <Faint when={row.at !== null && !row.answered} />
              ) : (
                whenText(row.replyAt)
              ),
          },
          { key: 'place', header: t().place, cell: (row) => row.areaName },
          { key: 'item', header: t().item, cell: (row) => row.itemName },
        ]}
      />
      <p class={styles.note} role="status">
        {t().previewSum(rows().length - known() - refused(), known(), refused())}
      </p>
      <Show when={waiting() > 0}>
        <Banner
          tone="plain"
          icon={opens() ? 'report' : 'info'}
          role="status"
          title={t().waiting(waiting())}
          action={
            <Button onClick={() => props.flow.setUnanswered(opens() ? 'history' : 'board')}>
              {opens() ? t().ratherHistory : t().ratherBoard}
            </Button>
          }
        >
          {opens() ? t().willOpen : t().willClose}
        </Banner>
      </Show>
      <Show when={props.flow.problem()}>
        <Banner title={props.flow.problem()} icon="alert" role="alert" />
      </Show>
      <div class={styles.actions}>
        <Button onClick={() => props.flow.back('mapping')}>{t().back}</Button>
        <Button
          variant="primary"
          disabled={rows().length === 0}
          loading={props.flow.busy()}
          onClick={() => void props.flow.start()}
        >
          {t().start(props.flow.inspection()?.rows ?? rows().length)}
        </Button>
      </div>
    </div>
  );
};

const Faint: Component<{ readonly when: boolean }> = (props) => (
  <Show when={props.when}>
    <span class={styles.faint}>{t().noReply}</span>
  </Show>
);

/** It would come in, and nobody has answered it. */
const isWaiting = (row: PreviewRow): boolean =>
  row.at !== null && !row.answered && row.replyAt === null && !row.known;

const Outcome: Component<{ readonly row: PreviewRow; readonly opens: boolean }> = (props) => (
  <Show
    when={props.row.problems.length > 0}
    fallback={
      <span class={styles.tags}>
        <Tag tone={props.row.known ? 'plain' : 'teal'}>{props.row.known ? t().known : t().fresh}</Tag>
        <Show when={props.opens && isWaiting(props.row)}>
          <Tag icon="report">{t().onBoard}</Tag>
        </Show>
        <Show when={props.row.unplaced}>
          <Tag tone="ochre">{t().unplaced}</Tag>
        </Show>
      </span>
    }
  >
    <span class={styles.reasons}>
      <Tag tone="ochre" icon="alert">
        {t().refused}
      </Tag>
      <span>
        {props.row.problems
          .map(({ column, problem, value }) => t().reason(column, domain().problem[problem], value))
          .join('；')}
      </span>
    </span>
  </Show>
);
