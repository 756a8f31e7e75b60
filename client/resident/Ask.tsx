import { type Component, createSignal, Show } from 'solid-js';
import type { OwnReport } from '../../shared/protocol/dto.ts';
import { Button, Field, TextArea } from '../ui/index.ts';
import styles from './resident.module.css';
import { reopenReport, urgeReport } from './wire.ts';
import { faultText, t } from './words.ts';

/** What the bearer of the key may ask for: hurry up, or do it again. */
export const Ask: Component<{
  readonly report: OwnReport | undefined;
  readonly reportKey: string;
  readonly onChanged: () => void;
}> = (props) => {
  const [busy, setBusy] = createSignal(false);
  const [said, setSaid] = createSignal('');
  const [reopening, setReopening] = createSignal(false);
  const [reason, setReason] = createSignal('');
  const run = async (work: () => Promise<unknown>, done: string): Promise<void> => {
    setBusy(true);
    try {
      await work();
      setSaid(done);
      setReopening(false);
      props.onChanged();
    } catch (error) {
      setSaid(faultText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class={styles.actions}>
      <Show when={props.report?.canUrge}>
        <Button
          size="field"
          icon="urge"
          block
          loading={busy()}
          onClick={() => void run(() => urgeReport(props.reportKey), t().urged)}
        >
          {t().urge}
        </Button>
      </Show>
      <Show when={props.report?.canReopen && !reopening()}>
        <Button size="field" icon="undo" block onClick={() => setReopening(true)}>
          {t().reopen}
        </Button>
      </Show>
      <Show when={reopening()}>
        <Field label={t().reopenReason} size="public" required>
          <TextArea size="public" rows={3} value={reason()} onValue={setReason} limit={1000} />
        </Field>
        <Button
          variant="primary"
          size="field"
          block
          loading={busy()}
          disabled={reason().trim() === ''}
          onClick={() => void run(() => reopenReport(props.reportKey, reason()), t().reopened)}
        >
          {t().reopenSend}
        </Button>
      </Show>
      <p role="status" class={styles.note}>
        {said()}
      </p>
    </div>
  );
};
