import { type Component, createSignal, For, Show } from 'solid-js';
import type { Use, UsedThing } from '../../../shared/protocol/admin.ts';
import { api } from '../../kit/api.ts';
import { isFault } from '../../kit/fault.ts';
import { createLoaded } from '../../kit/loaded.ts';
import { Banner, Button, Dialog, Skeleton } from '../../ui/index.ts';
import { ADMIN } from '../paths.ts';
import { t } from '../words.ts';
import styles from './form.module.css';

interface CloseDialogProps {
  readonly thing: UsedThing;
  readonly id: string;
  readonly name: string;
  /** Takes it out of use. @throws ApiFault */
  readonly close: () => Promise<void>;
  readonly onDone: (closed: boolean) => void;
}

/** Says what hangs on something before it is taken out of use, and why it cannot be (P58). */
export const CloseDialog: Component<CloseDialogProps> = (props) => {
  const uses = createLoaded(
    async () => (await api.get<{ uses: Use[] }>(ADMIN.uses(props.thing, props.id))).uses,
  );
  const [problem, setProblem] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const blocked = (): boolean => uses.value()?.some((use) => use.blocks) ?? false;
  const line = (use: Use): string =>
    t().uses[use.kind](use.count) + (use.names.length > 0 ? t().form.among(use.names, use.count) : '');
  const close = async (): Promise<void> => {
    setBusy(true);
    setProblem('');
    try {
      await props.close();
      props.onDone(true);
    } catch (error) {
      if (!isFault(error)) throw error;
      setProblem(error.message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      role="alertdialog"
      title={t().form.closeTitle(props.name)}
      closeLabel={t().close}
      onClose={() => props.onDone(false)}
      footer={
        <>
          <Show when={uses.value() && !blocked()}>
            <Button loading={busy()} onClick={() => void close()}>
              {t().deactivate}
            </Button>
          </Show>
          <Button onClick={() => props.onDone(false)}>{blocked() ? t().close : t().cancel}</Button>
        </>
      }
    >
      <Show when={problem() || uses.fault()?.message}>
        {(text) => <Banner title={text()} icon="alert" role="alert" class={styles.problem} />}
      </Show>
      <Show when={uses.value()} fallback={<Show when={!uses.fault()}>{<Skeleton count={3} />}</Show>}>
        {(list) => (
          <>
            <Show when={blocked()}>
              <p>{t().form.blocked}</p>
              <ul class={styles.uses}>
                <For each={list().filter((use) => use.blocks)}>{(use) => <li>{line(use)}</li>}</For>
              </ul>
            </Show>
            <Show when={!blocked()}>
              <p>{t().form.closing[props.thing]}</p>
              <Show when={list().length > 0} fallback={<p>{t().form.unused}</p>}>
                <ul class={styles.uses}>
                  <For each={list()}>{(use) => <li>{line(use)}</li>}</For>
                </ul>
              </Show>
            </Show>
          </>
        )}
      </Show>
    </Dialog>
  );
};
