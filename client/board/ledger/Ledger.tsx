import { type Component, createSignal, Show } from 'solid-js';
import type { OrderId } from '../../../shared/ids.ts';
import { STATUSES } from '../../../shared/order/state.ts';
import { now } from '../../kit/now.ts';
import { timestamp } from '../../kit/timing.ts';
import { word } from '../../kit/words.ts';
import { Banner, Button, Dialog, EmptyState, SearchBox, Select, StatusChip, Table } from '../../ui/index.ts';
import { faultText, t } from '../words.ts';
import styles from './ledger.module.css';
import { createLedger } from './useLedger.ts';

interface LedgerProps {
  /** What was already asked of the board. */
  readonly text: string;
  readonly areaName: (areaId: string) => string;
  readonly onOpen: (orderId: OrderId) => void;
  readonly onClose: () => void;
}

/** All orders of one's areas, also those that left the board long ago: found by number, words and status. */
export const LedgerDialog: Component<LedgerProps> = (props) => {
  const [text, setText] = createSignal(props.text);
  const [status, setStatus] = createSignal('');
  const ledger = createLedger(() => ({ text: text(), status: status() }));
  const isFirst = () => ledger.loading() && ledger.rows().length === 0;
  return (
    <Dialog open size="wide" title={t().allOrders} closeLabel={t().close} onClose={props.onClose}>
      <div class={styles.ledger}>
        <div class={styles.asked}>
          <SearchBox
            class={styles.search}
            label={t().searchAll}
            clearLabel={t().clear}
            value={text()}
            busy={ledger.loading()}
            onValue={setText}
          />
          <Select
            aria-label={t().anyStatus}
            value={status()}
            onValue={setStatus}
            options={[
              { value: '', label: t().anyStatus },
              ...STATUSES.map((one) => ({ value: one, label: word.status(one) })),
            ]}
          />
        </div>
        <Show when={ledger.fault()}>
          {(fault) => (
            <Banner
              title={faultText(fault())}
              icon="alert"
              role="alert"
              action={<Button onClick={ledger.again}>{t().retry}</Button>}
            />
          )}
        </Show>
        <Table
          caption={t().allOrders}
          class={styles.table}
          rows={ledger.rows()}
          rowKey={(row) => row._id}
          loading={isFirst()}
          empty={<EmptyState icon="search" title={ledger.hasMore() ? t().noneSoFar : t().noneFound} />}
          onRow={(row) => props.onOpen(row._id)}
          columns={[
            {
              key: 'no',
              header: t().orderNo,
              rowHeader: true,
              cell: (row) => (
                <Button class={styles.no} size="small" variant="ghost" onClick={() => props.onOpen(row._id)}>
                  {row.no}
                </Button>
              ),
            },
            {
              key: 'status',
              header: t().orderStatus,
              cell: (row) => <StatusChip status={row.status} label={word.status(row.status)} />,
            },
            {
              key: 'title',
              header: t().orderTitle,
              clip: true,
              cell: (row) => (
                <>
                  {row.title}{' '}
                  <span class={styles.faint}>{row.title.includes(row.address) ? '' : row.address}</span>
                </>
              ),
            },
            { key: 'area', header: t().orderArea, cell: (row) => props.areaName(row.areaId) },
            {
              key: 'at',
              header: t().receivedAt,
              align: 'end',
              cell: (row) => <span class={styles.when}>{timestamp(row.createdAt, now())}</span>,
            },
          ]}
        />
        <Show when={ledger.hasMore()}>
          <div class={styles.more}>
            <Button loading={ledger.loading()} onClick={ledger.more}>
              {t().furtherBack}
            </Button>
          </div>
        </Show>
      </div>
    </Dialog>
  );
};
