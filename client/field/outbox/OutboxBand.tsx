import { type Component, createMemo, createSignal, Show } from 'solid-js';
import { now } from '../../kit/now.ts';
import { useStaff } from '../../kit/staff.ts';
import { tookSpan } from '../../kit/timing.ts';
import { Banner, Button, Dotted } from '../../ui/index.ts';
import { t } from '../words.ts';
import { OutboxSheet } from './OutboxSheet.tsx';
import styles from './outbox.module.css';
import { useBandShown, usePending } from './waiting.ts';

/** The ochre band: how much is unsent, since when, where it is kept (rule U63). */
export const OutboxBand: Component = () => {
  const staff = useStaff();
  const pending = usePending();
  const shown = useBandShown(pending);
  const [looking, setLooking] = createSignal(false);
  const waiting = () => pending().filter((one) => one.state === 'waiting').length;
  const refused = () => pending().filter((one) => one.state === 'refused').length;
  const away = createMemo((): string | null => {
    const link = staff.connection.link();
    if (link.state === 'offline') return t().band.offlineFor(tookSpan(now() - link.since));
    return link.state === 'stale' ? t().band.staleFor(tookSpan(now() - link.since)) : null;
  });
  const readOnly = () => !staff.connection.writable();
  const title = (): string => {
    if (refused() > 0 && waiting() === 0) return t().band.refused(refused());
    if (waiting() > 0) return t().band.unsent(waiting());
    return away() ?? t().band.readOnly;
  };
  const detail = (): (string | undefined)[] => {
    if (refused() > 0 && waiting() === 0) return [t().band.refusedNote];
    if (away() !== null) return [waiting() > 0 ? (away() ?? '') : undefined, t().band.kept];
    if (readOnly()) return [waiting() > 0 ? t().band.readOnly : undefined, t().band.readOnlyNote];
    return [refused() > 0 ? t().band.refused(refused()) : undefined, t().band.sending];
  };
  return (
    <>
      <Show when={shown()}>
        <Banner
          class={styles.band}
          icon={refused() > 0 && waiting() === 0 ? 'alert' : away() === null ? 'wait' : 'offline'}
          title={title()}
          action={
            <Show when={pending().length > 0}>
              <Button class={styles.look} onClick={() => setLooking(true)}>
                {t().band.look}
              </Button>
            </Show>
          }
        >
          <Dotted items={detail()} />
        </Banner>
      </Show>
      <Show when={looking()}>
        <OutboxSheet pending={pending()} onClose={() => setLooking(false)} />
      </Show>
    </>
  );
};
