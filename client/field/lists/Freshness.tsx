import type { Component } from 'solid-js';
import { now } from '../../kit/now.ts';
import { useStaff } from '../../kit/staff.ts';
import { timestamp } from '../../kit/timing.ts';
import { FreshMark } from '../../ui/index.ts';
import { useField } from '../model/field.ts';
import { t } from '../words.ts';
import styles from './lists.module.css';

/** Whether the list agrees with the server, and otherwise of when it is. */
export const Freshness: Component = () => {
  const staff = useStaff();
  const field = useField();
  const link = () => staff.connection.link().state;
  const state = () => (link() === 'live' ? 'live' : link() === 'offline' ? 'offline' : 'stale');
  const text = () =>
    link() === 'live'
      ? t().fresh.live
      : link() === 'offline'
        ? t().fresh.offline
        : link() === 'connecting'
          ? t().fresh.connecting
          : t().fresh.stale;
  const asOf = (): string | undefined => {
    const at = field.snapshot()?.asOf;
    return state() === 'live' || at === undefined ? undefined : t().fresh.asOf(timestamp(at, now()));
  };
  return <FreshMark class={styles.fresh} state={state()} text={text()} age={asOf()} />;
};
