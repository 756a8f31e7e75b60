import { type Component, createSignal, Show } from 'solid-js';
import { api } from '../../kit/api.ts';
import { PATHS } from '../../kit/paths.ts';
import { Button, Icon } from '../../ui/index.ts';
import { faultText, t } from '../words.ts';
import styles from './detail.module.css';

/** Masked until somebody opens it, which is recorded. */
export const Contact: Component<{
  readonly orderId: string;
  readonly reportId: string;
  readonly name: string;
  readonly phone: string;
}> = (props) => {
  const [opened, setOpened] = createSignal<{ name: string; phone: string }>();
  const [problem, setProblem] = createSignal('');
  const open = async (): Promise<void> => {
    try {
      setOpened(
        await api.post<{ name: string; phone: string }>(PATHS.contact(props.orderId, props.reportId)),
      );
    } catch (error) {
      setProblem(faultText(error));
    }
  };
  return (
    <p class={styles.contact}>
      <Icon name="lock" size={14} /> {opened()?.name ?? props.name}{' '}
      <span>{opened()?.phone ?? props.phone}</span>{' '}
      <Show when={!opened()}>
        <Button variant="link" onClick={() => void open()}>
          {t().show}
        </Button>
      </Show>
      <span class={styles.grow} />
      <small>{problem() || t().logged}</small>
    </p>
  );
};
