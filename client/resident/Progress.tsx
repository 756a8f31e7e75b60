import { A, useLocation } from '@solidjs/router';
import {
  type Component,
  createEffect,
  createMemo,
  createSignal,
  For,
  Match,
  on,
  onCleanup,
  Show,
  Switch,
} from 'solid-js';
import type { OwnReport, ReportProgress } from '../../shared/protocol/dto.ts';
import { eventText } from '../../shared/texts/index.ts';
import { isFault } from '../kit/fault.ts';
import { language } from '../kit/i18n.ts';
import { createLoaded } from '../kit/loaded.ts';
import { Banner, Button, ButtonLink, EmptyState, Field, Skeleton, TextInput, Timeline } from '../ui/index.ts';
import { Ask } from './Ask.tsx';
import { Rate } from './Rate.tsx';
import { keptReceipts, readFragment } from './receipts.ts';
import styles from './resident.module.css';
import { PageTitle, Shell } from './Shell.tsx';
import { Slip } from './Slip.tsx';
import { stepsAhead } from './steps.ts';
import { shortTime } from './times.ts';
import { fetchOwnReport, fetchProgress, followReport } from './wire.ts';
import { faultText, t } from './words.ts';

/** Without a live line the page asks again now and then. */
const ASK_AGAIN_MS = 20_000;

/** `/track#CODE` shows how far it is; `/r#KEY~CODE` also shows the resident's own words and takes the rating. */
export const Progress: Component = () => {
  const location = useLocation();
  const opened = createMemo(() => readFragment(location.pathname, location.hash));
  return (
    <Shell>
      <Show when={opened().reportKey ?? opened().trackingCode} keyed fallback={<AskForCode />}>
        <Followed reportKey={opened().reportKey} trackingCode={opened().trackingCode} />
      </Show>
    </Shell>
  );
};

const AskForCode: Component<{ readonly wrong?: string }> = (props) => {
  const [code, setCode] = createSignal('');
  const go = (event: SubmitEvent): void => {
    event.preventDefault();
    if (code().trim() !== '')
      window.location.assign(`/track#${encodeURIComponent(code().trim().toUpperCase())}`);
  };
  return (
    <>
      <PageTitle title={t().trackTitle} lead={t().trackLead} />
      <form class={styles.form} onSubmit={go}>
        <Field label={t().trackCode} size="public" error={props.wrong} required>
          <TextInput
            size="public"
            autocapitalize="characters"
            autocomplete="off"
            spellcheck={false}
            value={code()}
            onValue={setCode}
            maxLength={40}
          />
        </Field>
        <Button type="submit" variant="primary" size="thumb" block>
          {t().track}
        </Button>
      </form>
      <KeptReceipts />
    </>
  );
};

const KeptReceipts: Component = () => (
  <ul class={styles.kept}>
    <For each={keptReceipts()}>
      {(receipt) => (
        <li>
          <A
            href={
              receipt.reportKey
                ? `/r#${receipt.reportKey}~${receipt.trackingCode}`
                : `/track#${receipt.trackingCode}`
            }
          >
            <strong>{receipt.title}</strong>
            <span>{receipt.orderNo}</span>
          </A>
        </li>
      )}
    </For>
  </ul>
);

interface FollowedProps {
  readonly reportKey: string | null;
  readonly trackingCode: string | null;
}

const Followed: Component<FollowedProps> = (props) => {
  const load = (): Promise<ReportProgress | OwnReport> =>
    props.reportKey ? fetchOwnReport(props.reportKey) : fetchProgress(props.trackingCode ?? '');
  const report = createLoaded(load);
  const [live, setLive] = createSignal(false);
  const reload = (): void => void report.reload();

  if (props.trackingCode)
    onCleanup(followReport(props.trackingCode, reload, (up) => setLive(up) && up && reload()));
  const timer = setInterval(() => live() || document.hidden || reload(), ASK_AGAIN_MS);
  onCleanup(() => clearInterval(timer));

  return (
    <Switch>
      <Match when={report.value() === undefined && report.fault()}>
        <Show
          when={isFault(report.fault(), 'not_found')}
          fallback={<Unreachable error={report.fault()} onRetry={reload} />}
        >
          <AskForCode wrong={props.reportKey ? t().linkUnknown : t().trackUnknown} />
        </Show>
      </Match>
      <Match when={report.value()}>
        {(shown) => <Report {...props} report={shown()} live={live()} onChanged={reload} />}
      </Match>
      <Match when={report.loading()}>
        <Skeleton count={6} />
      </Match>
    </Switch>
  );
};

const Unreachable: Component<{ readonly error: unknown; readonly onRetry: () => void }> = (props) => (
  <EmptyState
    icon="offline"
    tone="error"
    title={faultText(props.error)}
    action={<Button onClick={() => props.onRetry()}>{t().retry}</Button>}
  />
);

interface ReportProps {
  readonly report: ReportProgress | OwnReport;
  readonly reportKey: string | null;
  readonly trackingCode: string | null;
  readonly live: boolean;
  readonly onChanged: () => void;
}

const own = (report: ReportProgress | OwnReport): OwnReport | undefined =>
  'reportId' in report ? report : undefined;

const Report: Component<ReportProps> = (props) => {
  const [now, setNow] = createSignal(Date.now());
  createEffect(
    on(
      () => props.report,
      () => setNow(Date.now()),
    ),
  );
  const mine = createMemo(() => own(props.report));
  /** Whoever has rated waits for nothing more, though other reports of the order may. */
  const ahead = () =>
    stepsAhead(props.report.status).filter(
      (step) => step !== 'rate' || props.report.status !== 'done' || (mine()?.canRate ?? true),
    );
  const steps = createMemo(() => [
    ...props.report.timeline.map((row, i, all) => ({
      id: `${row.at}-${i}`,
      title: eventText(language(), row.event),
      ...(row.role ? { detail: t()[`role_${row.role}`] } : {}),
      time: shortTime(row.at, now()),
      dateTime: row.at,
      state: i === all.length - 1 ? ('now' as const) : ('done' as const),
      status: props.report.status,
    })),
    ...ahead().map((step) => ({
      id: step,
      title: t()[`ahead_${step}`],
      state: 'next' as const,
    })),
  ]);
  const due = (): string | undefined => {
    const at = props.report.dueAt;
    if (at === null) return undefined;
    return at < now() ? t().overdue : t().dueBy(shortTime(at, now()));
  };

  return (
    <>
      <PageTitle title={t()[`progress_${props.report.status}`]} lead={due()} />
      <Slip report={props.report} reportKey={props.reportKey} trackingCode={props.trackingCode} />
      <Show when={props.report.result}>
        {(result) => (
          <section class={styles.result}>
            <h2>{t().result}</h2>
            <p>{result()}</p>
          </section>
        )}
      </Show>
      <Show when={props.report.declineReason}>
        {(reason) => (
          <section class={styles.result}>
            <h2>{t().declineReason}</h2>
            <p>{reason()}</p>
          </section>
        )}
      </Show>
      <Show when={props.reportKey !== null && mine()?.canRate ? props.reportKey : null}>
        {(key) => (
          <Rate reportKey={key()} wish={props.report.kind === 'wish'} onRated={() => props.onChanged()} />
        )}
      </Show>
      <Show when={mine()?.ratings.at(-1)}>
        {(rating) => (
          <Banner
            title={t().rated}
            tone="plain"
            icon="check"
            role="status"
            action={<ButtonLink href="/results">{t().seeResults}</ButtonLink>}
          >
            {t().yourRating}: {t().speed} {rating().speed} · {t().effect} {rating().effect} · {t().attitude}{' '}
            {rating().attitude}
          </Banner>
        )}
      </Show>
      <section aria-live="polite">
        <h2 class={styles.sectionTitle}>{t().course}</h2>
        <Timeline look="steps" label={t().course} items={steps()} />
        <p class={styles.note}>{props.live ? t().live : t().stale}</p>
      </section>
      <Show when={mine()}>
        {(report) => (
          <section class={styles.matter}>
            <h2 class={styles.sectionTitle}>{t().yourWords}</h2>
            <p class={styles.words}>{report().text}</p>
          </section>
        )}
      </Show>
      <Show when={props.reportKey}>
        {(key) => <Ask report={mine()} reportKey={key()} onChanged={() => props.onChanged()} />}
      </Show>
    </>
  );
};
