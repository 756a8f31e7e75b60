import { type Component, Show } from 'solid-js';
import { encode } from 'uqr';
import type { Receipt as ReceiptData } from '../../../shared/protocol/socket.ts';
import { Button, ButtonLink, QrCode, Receipt } from '../../ui/index.ts';
import styles from '../ask/ask.module.css';
import { t } from '../words.ts';

/** The receipt for the resident beside me: to scan, or to read out. */
export const Taken: Component<{
  readonly orderId: string;
  readonly receipt: ReceiptData;
  readonly onNext: () => void;
}> = (props) => {
  const matrix = () =>
    encode(`${window.location.origin}/track#${props.receipt.trackingCode}`, { border: 0 }).data;
  return (
    <div class={styles.form}>
      <Receipt
        code={props.receipt.trackingCode}
        codeLabel={t().receiptCode}
        qr={<QrCode matrix={matrix()} label={t().receiptQr} seal />}
        note={t().receiptNote}
      >
        <b>{t().intakeDone(props.receipt.orderNo)}</b>
      </Receipt>
      <Show when={props.orderId}>
        <ButtonLink size="field" block href={`/field/${props.orderId}`}>
          {t().intakeOpen}
        </ButtonLink>
      </Show>
      <Button variant="primary" size="thumb" block icon="add" onClick={props.onNext}>
        {t().intakeNext}
      </Button>
    </div>
  );
};
