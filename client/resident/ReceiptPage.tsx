import { A, useLocation } from '@solidjs/router';
import { type Component, createMemo, createSignal, Show } from 'solid-js';
import { encode } from 'uqr';
import { Button, ButtonLink, QrCode, Receipt } from '../ui/index.ts';
import { keptReceipts, ownLink, readFragment } from './receipts.ts';
import styles from './resident.module.css';
import { PageTitle, Shell } from './Shell.tsx';
import { t } from './words.ts';

/** The slip to keep: code for looking, link and QR for looking and rating. */
export const ReceiptPage: Component = () => {
  const location = useLocation();
  const opened = createMemo(() => readFragment('/r', location.hash));
  const kept = createMemo(() => keptReceipts().find((one) => one.trackingCode === opened().trackingCode));
  const link = createMemo(() =>
    ownLink(window.location.origin, {
      reportKey: opened().reportKey,
      trackingCode: opened().trackingCode ?? '',
    }),
  );
  const matrix = createMemo(() => encode(link(), { ecc: 'Q', border: 0 }).data);
  const [copied, setCopied] = createSignal(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link());
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  const localPath = (): string => link().slice(window.location.origin.length);

  return (
    <Shell>
      <PageTitle title={t().receiptTitle} lead={t().receiptLead} />
      <Receipt
        codeLabel={t().code}
        code={opened().trackingCode ?? ''}
        qr={<QrCode matrix={matrix()} label={t().secretLink} seal size={116} />}
        note={
          <>
            {t().codeHint}
            <Show when={kept()}>{(receipt) => <div>{t().orderNo(receipt().orderNo)}</div>}</Show>
          </>
        }
      >
        <Show when={kept()}>{(receipt) => <strong>{receipt().title}</strong>}</Show>
        <p class={styles.note}>{t().secretNote}</p>
      </Receipt>
      <div class={styles.actions}>
        <ButtonLink variant="primary" size="thumb" block href={localPath()}>
          {t().openProgress}
        </ButtonLink>
        <Button size="field" icon="copy" block onClick={() => void copy()}>
          {copied() ? t().copied : t().copyLink}
        </Button>
        <A href="/" class={styles.plainLink}>
          {t().another}
        </A>
      </div>
    </Shell>
  );
};
