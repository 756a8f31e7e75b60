import {
  type Component,
  createEffect,
  createMemo,
  createResource,
  createSignal,
  Match,
  on,
  Show,
  Switch,
} from 'solid-js';
import type { Area } from '../../../shared/areas/area.ts';
import { isWithin } from '../../../shared/areas/area.ts';
import { Button, EmptyState, Field, Select, Stepper } from '../../ui/index.ts';
import { importApi } from './api.ts';
import { Earlier } from './Earlier.tsx';
import { FileStep } from './FileStep.tsx';
import { createImportFlow, STEPS, type Step } from './flow.ts';
import styles from './imports.module.css';
import { MappingStep } from './MappingStep.tsx';
import { PreviewStep } from './PreviewStep.tsx';
import { Replies } from './Replies.tsx';
import { RunStep } from './RunStep.tsx';
import { faultText, t } from './words.ts';

/** Everything of the page below its heading. A run that is under way is shown at once, also after a reload. */
export const Workbench: Component<{ readonly areas: readonly Area[] }> = (props) => {
  const communities = createMemo(() => {
    const own = props.areas.filter((area) => area.active && area._id === area.communityId);
    return own.toSorted((a, b) => Number(a.level === 'street') - Number(b.level === 'street'));
  });
  const [chosen, setChosen] = createSignal('');
  const communityId = createMemo(() => chosen() || (communities()[0]?._id ?? ''));
  const inside = createMemo(() => {
    const path = props.areas.find((area) => area._id === communityId())?.path ?? '';
    return props.areas.filter((area) => area.communityId === communityId() && isWithin(area.path, path));
  });
  const [list, { refetch }] = createResource(communityId, importApi.list);
  const flow = createImportFlow(communityId, () => void refetch());
  const [head, setHead] = createSignal<HTMLElement>();

  // Somebody's import that is running is what one wants to see first.
  createEffect(() => {
    const running = list.latest?.imports.find(({ status }) => status === 'running');
    if (running && flow.step() === 'file' && !flow.busy() && !flow.problem()) flow.show(running);
  });
  // The keyboard and screen readers go where the page went.
  createEffect(
    on(
      flow.step,
      () => {
        head()?.focus({ preventScroll: true });
        head()?.scrollIntoView({ block: 'nearest' });
      },
      { defer: true },
    ),
  );

  const back = (id: string): void => {
    if (id === 'file') flow.reset();
    else flow.back(id as Step);
  };
  return (
    <div class={styles.work}>
      <Show when={communities().length > 1}>
        <Field label={t().community} class={styles.community}>
          <Select
            value={communityId()}
            onValue={setChosen}
            disabled={flow.busy()}
            options={communities().map((area) => ({ value: area._id, label: area.name }))}
          />
        </Field>
      </Show>
      <section ref={setHead} tabIndex={-1} class={styles.now} aria-label={t().step[flow.step()]}>
        <Stepper
          label={t().steps}
          doneLabel={t().done}
          current={flow.step()}
          steps={STEPS.map((id) => ({ id, label: t().step[id] }))}
          onStep={flow.step() === 'run' || flow.busy() ? undefined : back}
        />
        <Switch>
          <Match when={flow.step() === 'file'}>
            <FileStep flow={flow} />
          </Match>
          <Match when={flow.step() === 'mapping'}>
            <MappingStep
              flow={flow}
              areas={inside()}
              profiles={list.latest?.profiles ?? []}
              onForget={(profile) => void importApi.forget(communityId(), profile._id).then(() => refetch())}
            />
          </Match>
          <Match when={flow.step() === 'preview'}>
            <PreviewStep flow={flow} />
          </Match>
          <Match when={flow.step() === 'run'}>
            <RunStep flow={flow} />
          </Match>
        </Switch>
      </section>
      <Show
        when={!list.error}
        fallback={
          <EmptyState
            icon="error"
            tone="error"
            title={t().loadFailed}
            detail={faultText(list.error)}
            action={<Button onClick={() => void refetch()}>{t().retry}</Button>}
          />
        }
      >
        <Earlier
          runs={(list.latest?.imports ?? []).filter(({ status }) => status !== 'uploaded')}
          loading={list.loading && list.latest === undefined}
          onShow={flow.show}
        />
      </Show>
      <Replies communityId={communityId()} />
    </div>
  );
};
