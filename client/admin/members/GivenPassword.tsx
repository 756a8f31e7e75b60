import { type Component, createSignal } from 'solid-js';
import { Banner, Button } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './members.module.css';

export interface Given {
  readonly name: string;
  readonly username: string;
  readonly password: string;
}

/** A one-time password, shown until it is put away and never again. */
export const GivenPassword: Component<{ readonly given: Given; readonly onClose: () => void }> = (props) => {
  const [copied, setCopied] = createSignal(false);
  const copy = async (): Promise<void> => {
    const { username, password } = props.given;
    // Refused without a secure address or permission: the words are there to be copied by hand.
    await navigator.clipboard?.writeText(`${username} ${password}`).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <Banner
      icon="key"
      role="status"
      title={t().members.givenTo(props.given.name)}
      class={styles.given}
      action={
        <span class={styles.givenTools}>
          <Button size="small" icon={copied() ? 'check' : 'copy'} onClick={() => void copy()}>
            {copied() ? t().members.copied : t().members.copy}
          </Button>
          <Button size="small" variant="ghost" onClick={() => props.onClose()}>
            {t().members.putAway}
          </Button>
        </span>
      }
    >
      <span class={styles.secret}>
        {t().members.username} <code>{props.given.username}</code> {t().members.password}{' '}
        <code>{props.given.password}</code>
      </span>
      <span>{t().members.oneTime}</span>
    </Banner>
  );
};
