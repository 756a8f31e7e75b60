import { type Component, createEffect, For, Match, on, Show, Switch } from 'solid-js';
import type { ImportRun } from '../../../shared/protocol/imports.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { Banner, Button, ButtonLink, Metric, ProgressBar } from '../../ui/index.ts';
import { errorsPath } from './api.ts';
import type { ImportFlow } from './flow.ts';
import styles from './imports.module.css';
import { numberText, problemText, t } from './words.ts';

/** How far a run is, and what became of it. */
export const RunStep: Component<{ readonly flow: ImportFlow }> = (props) => {
  const { announce } = useFeedback();
  const { watch } = props.flow;
  createEffect(
    on(
      () => watch.run()?.status,
      (status, before) => {
        if (status && before) announce(t().ended[status]);
      },
    ),
  );
  return (
    <Show when={watch.run()}>
      {(run) => (
        <div class={styles.step}>
          <Switch fallback={<Ended run={run()} flow={props.flow} />}>
            <Match when={run().status === 'running'}>
              <Running run={run()} flow={props.flow} />
            </Match>
          </Switch>
        </div>
      )}
    </Show>
  );
};

interface RunProps {
  readonly run: ImportRun;
  readonly flow: ImportFlow;
}

const percentOf = (run: ImportRun): number => Math.floor(run.share * 100);

const Running: Component<RunProps> = (props) => (
  <>
    <Show when={props.flow.watch.lost()}>
      <Banner icon="offline" title={t().lost}>
        {t().lostDetail}
      </Banner>
    </Show>
    <div class={styles.panel}>
      <ProgressBar
        label={props.run.fileName}
        share={props.run.share}
        detail={t().progress(props.run.rows, percentOf(props.run))}
      />
      <Counts run={props.run} />
      <p class={styles.note}>
        <Show when={props.flow.watch.rate() > 0}>{t().rate(Math.round(props.flow.watch.rate()))} · </Show>
        {props.flow.watch.cancelling() ? t().cancelling : t().mayLeave}
      </p>
      <div class={styles.actions}>
        <Button loading={props.flow.watch.cancelling()} onClick={() => void props.flow.watch.cancel()}>
          {t().cancel}
        </Button>
      </div>
    </div>
  </>
);

const Ended: Component<RunProps> = (props) => {
  const isDone = () => props.run.status === 'done';
  return (
    <>
      <Banner
        tone={isDone() ? 'plain' : 'ochre'}
        icon={isDone() ? 'check' : 'alert'}
        role="note"
        title={t().ended[props.run.status]}
      >
        {props.run.problem === null ? props.run.fileName : problemText(props.run.problem)}
      </Banner>
      <div class={styles.panel}>
        <Counts run={props.run} />
        <Show when={props.run.refused > 0}>
          <p class={styles.note}>
            {t().refusedNote(props.run.refused)}
            <Show when={props.run.keptErrors < props.run.refused}>
              {' '}
              {t().boundNote(props.run.keptErrors)}
            </Show>
          </p>
        </Show>
        <Show when={props.run.created > 0}>
          <For each={cameOf(props.run)}>{(note) => <p class={styles.note}>{note}</p>}</For>
        </Show>
        <Show when={props.run.unplaced > 0}>
          <p class={styles.note}>{t().unplacedNote(props.run.unplaced)}</p>
        </Show>
        <Show when={props.flow.problem()}>
          <Banner title={props.flow.problem()} icon="alert" role="alert" />
        </Show>
        <div class={styles.actions}>
          <Show when={props.run.hasFile && !isDone()}>
            <Button
              variant="primary"
              icon="play"
              title={t().goOnHint}
              loading={props.flow.busy()}
              onClick={() => void props.flow.goOn(props.run)}
            >
              {t().goOn}
            </Button>
          </Show>
          <Show when={props.run.keptErrors > 0}>
            <ButtonLink
              variant={isDone() ? 'primary' : 'plain'}
              icon="download"
              href={errorsPath(props.run._id)}
              target="_self"
              download=""
            >
              {t().download}
            </ButtonLink>
          </Show>
          <Show when={props.run.created > 0}>
            <ButtonLink href="/results">{t().toResults}</ButtonLink>
          </Show>
          <ButtonLink href="/board">{t().toBoard}</ButtonLink>
          <Button onClick={() => props.flow.reset()}>{t().another}</Button>
        </div>
      </div>
    </>
  );
};

/** What became of the rows that came in, a sentence each. */
const cameOf = ({ created, opened, unanswered }: ImportRun): readonly string[] => [
  ...(opened > 0 ? [t().openedNote(opened)] : []),
  ...(opened === 0 ? [t().historyNote] : opened < created ? [t().restNote] : []),
  ...(unanswered > 0 ? [t().unansweredNote(unanswered)] : []),
];

const Counts: Component<{ readonly run: ImportRun }> = (props) => (
  <div class={styles.counts}>
    <Metric label={t().created} value={numberText(props.run.created)} count={t().ofRows(props.run.rows)} />
    <Metric label={t().known} value={numberText(props.run.known)} count={t().ofRows(props.run.rows)} />
    <Metric label={t().refused} value={numberText(props.run.refused)} count={t().ofRows(props.run.rows)} />
  </div>
);
