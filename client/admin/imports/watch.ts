import { createSignal, onCleanup } from 'solid-js';
import type { ImportRun } from '../../../shared/protocol/imports.ts';
import { isFault } from '../../kit/fault.ts';
import { importApi } from './api.ts';

const EVERY_MS = 1000;
const WHEN_LOST_MS = 3000;
/** Weight of the latest second in the rate that is shown. */
const FRESH = 0.3;

/** Follows a run from its record, which every server can tell: cut connections and reloads change nothing. */
export function createWatch(onEnded: () => void) {
  const [run, setRun] = createSignal<ImportRun>();
  const [lost, setLost] = createSignal(false);
  const [rate, setRate] = createSignal(0);
  const [cancelling, setCancelling] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen = { rows: 0, at: 0 };

  const measure = (rows: number): void => {
    const at = performance.now();
    const seconds = (at - seen.at) / 1000;
    if (seen.at > 0 && seconds > 0) {
      const latest = (rows - seen.rows) / seconds;
      setRate((before) => (before === 0 ? latest : before * (1 - FRESH) + latest * FRESH));
    }
    seen = { rows, at };
  };
  const take = (next: ImportRun): void => {
    setRun(next);
    setLost(false);
    if (next.status === 'running') {
      measure(next.rows);
      later(EVERY_MS);
    } else onEnded();
  };
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), ms);
  };
  const ask = async (): Promise<void> => {
    const id = run()?._id;
    if (id === undefined) return;
    try {
      const next = await importApi.run(id);
      if (run()?._id === id) take(next);
    } catch (error) {
      if (isFault(error, 'not_found')) leave();
      else {
        setLost(true);
        later(WHEN_LOST_MS);
      }
    }
  };
  const leave = (): void => {
    clearTimeout(timer);
    setRun(undefined);
    setLost(false);
  };
  onCleanup(() => clearTimeout(timer));

  return {
    run,
    lost,
    rate,
    cancelling,
    leave,
    follow(next: ImportRun) {
      clearTimeout(timer);
      seen = { rows: 0, at: 0 };
      setRate(0);
      setCancelling(false);
      setRun(next);
      setLost(false);
      if (next.status === 'running') take(next);
    },
    async cancel() {
      const id = run()?._id;
      if (id === undefined) return;
      setCancelling(true);
      try {
        await importApi.cancel(id);
      } catch {
        // What is shown says that the connection is lost; it can be pressed again.
        setCancelling(false);
      }
    },
  };
}
