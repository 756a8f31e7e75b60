import { type Component, createMemo, Show } from 'solid-js';
import { encode } from 'uqr';
import type { ReportProgress } from '../../shared/protocol/dto.ts';
import { QrCode, Receipt } from '../ui/index.ts';
import { ownLink } from './receipts.ts';
import styles from './resident.module.css';
import { t } from './words.ts';

/** The resident's own slip: what it is about on its stub, code and QR above where they are known on this page. */
export const Slip: Component<{
  readonly report: ReportProgress;
  readonly reportKey: string | null;
  readonly trackingCode: string | null;
}> = (props) => {
  const link = createMemo(() =>
    ownLink(window.location.origin, {
      reportKey: props.reportKey,
      trackingCode: props.trackingCode ?? '',
    }),
  );
  const matter = () => (
    <>
      <strong>{props.report.title}</strong>
      <p class={styles.note}>
        {[props.report.areaName, props.report.item].filter((part) => part !== undefined).join(' · ')}
      </p>
    </>
  );
  return (
    <Show
      when={props.trackingCode}
      fallback={
        <section class={styles.matter}>
          <p class={styles.note}>{t().orderNo(props.report.orderNo)}</p>
          {matter()}
        </section>
      }
    >
      {(code) => (
        <Receipt
          codeLabel={t().code}
          code={code()}
          qr={
            <QrCode
              matrix={encode(link(), { ecc: 'Q', border: 0 }).data}
              label={props.reportKey ? t().secretLink : t().codeHint}
              seal
              size={116}
            />
          }
          note={t().orderNo(props.report.orderNo)}
        >
          {matter()}
        </Receipt>
      )}
    </Show>
  );
};
