import { type Component, Show } from 'solid-js';
import type { ImportRun } from '../../../shared/protocol/imports.ts';
import { Button, ButtonLink, EmptyState, Table, Tag } from '../../ui/index.ts';
import { errorsPath } from './api.ts';
import styles from './imports.module.css';
import { numberText, t, whenText } from './words.ts';

export interface EarlierProps {
  readonly runs: readonly ImportRun[];
  readonly loading: boolean;
  readonly onShow: (run: ImportRun) => void;
}

const TONES = {
  uploaded: 'plain',
  running: 'teal',
  done: 'plain',
  cancelled: 'ochre',
  failed: 'ochre',
  interrupted: 'ochre',
} as const;

/** Every import of the community, newest first. */
export const Earlier: Component<EarlierProps> = (props) => (
  <Table
    caption={t().earlier}
    showCaption
    loading={props.loading}
    rows={props.runs}
    rowKey={(run) => run._id}
    empty={<EmptyState icon="history" title={t().noneYet} detail={t().noneYetDetail} />}
    columns={[
      { key: 'file', header: t().file, rowHeader: true, clip: true, cell: (run) => run.fileName },
      {
        key: 'state',
        header: t().state,
        cell: (run) => <Tag tone={TONES[run.status]}>{t().status[run.status]}</Tag>,
      },
      { key: 'created', header: t().created, align: 'end', cell: (run) => numberText(run.created) },
      { key: 'known', header: t().known, align: 'end', cell: (run) => numberText(run.known) },
      { key: 'refused', header: t().refused, align: 'end', cell: (run) => numberText(run.refused) },
      { key: 'by', header: t().by, cell: (run) => run.startedBy },
      { key: 'when', header: t().when, align: 'end', cell: (run) => whenText(run.startedAt) },
      {
        key: 'do',
        header: t().actions,
        cell: (run) => (
          <span class={styles.tags}>
            <Button size="small" onClick={() => props.onShow(run)} aria-label={`${t().show} ${run.fileName}`}>
              {t().show}
            </Button>
            <Show when={run.keptErrors > 0}>
              <ButtonLink
                size="small"
                icon="download"
                href={errorsPath(run._id)}
                target="_self"
                download=""
                aria-label={`${t().download} ${run.fileName}`}
              >
                {t().refused}
              </ButtonLink>
            </Show>
          </span>
        ),
      },
    ]}
  />
);
