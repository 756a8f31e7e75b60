import { type Component, createSignal } from 'solid-js';
import {
  BottomSheet,
  Button,
  Checkbox,
  Dialog,
  EmptyState,
  Field,
  KeyValue,
  LiveRegions,
  Menu,
  makeAnnouncer,
  makeToaster,
  Popover,
  StatusChip,
  Table,
  type TableSort,
  Tabs,
  TextArea,
  Toasts,
  TreeSelect,
} from '../index.ts';
import { Grid, Row, Section } from './Parts.tsx';
import { areas, type LedgerRow, ledger, statuses, t } from './samples.ts';

export const OverlaySection: Component = () => {
  const toaster = makeToaster();
  const announcer = makeAnnouncer();
  const [dialog, setDialog] = createSignal(false);
  const [sheet, setSheet] = createSignal(false);
  const [tab, setTab] = createSignal('all');
  const [reason, setReason] = createSignal('');
  const [area, setArea] = createSignal('tyl-3');
  const [sort, setSort] = createSignal<TableSort>({ key: 'minutes', direction: 'ascending' });
  const sign = (): number => (sort().direction === 'ascending' ? 1 : -1);
  const rows = (): LedgerRow[] => {
    const order = sign();
    return tab() === 'none' ? [] : [...ledger].sort((a, b) => order * (a.minutes - b.minutes));
  };
  const footer = (close: () => void) => (
    <>
      <Button variant="primary" onClick={close}>
        {t.decline}
      </Button>
      <Button onClick={close}>{t.close}</Button>
    </>
  );
  return (
    <Section id="overlays" title="Dialog, BottomSheet, Menu, Popover, Toasts, Table, Tabs, KeyValue">
      <Row>
        <Button onClick={() => setDialog(true)}>Dialog</Button>
        <Button onClick={() => setSheet(true)}>BottomSheet</Button>
        <Menu
          label={t.more}
          trigger={t.more}
          items={[
            {
              id: '1',
              label: t.escalate,
              icon: 'escalate',
              kbd: 'E',
              onSelect: () => announcer.say(t.escalate),
            },
            { id: '2', label: t.toPool, icon: 'team', onSelect: () => announcer.say(t.toPool) },
            {
              id: '3',
              label: t.complete,
              hint: t.completeWhy,
              icon: 'check',
              disabled: true,
              onSelect: () => {},
            },
            { id: '4', label: t.decline, separated: true, onSelect: () => setDialog(true) },
          ]}
        />
        <Popover trigger={t.online} label={t.online} iconEnd="chevron-down">
          {t.looking}
        </Popover>
        <Button
          onClick={() =>
            toaster.show({
              text: '已派给罗小满。',
              action: { label: '撤回', onSelect: () => announcer.say('撤回') },
            })
          }
        >
          Toast
        </Button>
        <Button
          onClick={() =>
            toaster.show({
              text: '唐予宁先接了这一单。',
              tone: 'ochre',
              politeness: 'assertive',
              duration: 0,
            })
          }
        >
          Toast ochre
        </Button>
      </Row>
      <Dialog
        open={dialog()}
        onClose={() => setDialog(false)}
        title="不予受理"
        description="说明会给到反映人。"
        closeLabel={t.close}
        footer={footer(() => setDialog(false))}
      >
        <Field label="原因" required>
          <TextArea value={reason()} onValue={setReason} />
        </Field>
        <Field label="转到">
          <TreeSelect label="转到" value={area()} onValue={setArea} nodes={areas} emptyText={t.empty} />
        </Field>
        <Checkbox checked onChange={() => {}}>
          告诉反映人去哪里办
        </Checkbox>
      </Dialog>
      <BottomSheet
        open={sheet()}
        onClose={() => setSheet(false)}
        title="退单"
        closeLabel={t.close}
        footer={footer(() => setSheet(false))}
      >
        <Field label="原因" required>
          <TextArea value={reason()} onValue={setReason} size="field" />
        </Field>
      </BottomSheet>
      <Tabs
        label="台账"
        value={tab()}
        onValue={setTab}
        items={[
          { id: 'all', label: '全部', count: 4 },
          { id: 'none', label: '整改', count: 0 },
          { id: 'load', label: '回访' },
        ]}
      >
        <Table
          caption="台账"
          rows={tab() === 'load' ? [] : rows()}
          loading={tab() === 'load'}
          rowKey={(row) => row.no}
          picked="26-1844"
          sort={sort()}
          onSort={setSort}
          onRow={() => {}}
          empty={<EmptyState icon="table" title={t.empty} />}
          columns={[
            { key: 'no', header: '编号', cell: (row) => row.no, rowHeader: true },
            { key: 'title', header: '标题', cell: (row) => row.title, clip: true },
            { key: 'item', header: '事项', cell: (row) => row.item },
            {
              key: 'status',
              header: '状态',
              cell: (row) => (
                <StatusChip
                  status={row.status}
                  label={statuses.find((one) => one.status === row.status)?.label ?? ''}
                />
              ),
            },
            {
              key: 'minutes',
              header: '用时（分）',
              cell: (row) => row.minutes,
              align: 'end',
              sortable: true,
            },
          ]}
        />
      </Tabs>
      <Grid>
        <KeyValue
          items={[
            { id: 'a', label: '地点', value: '三网格 6号楼2单元', icon: 'pin' },
            { id: 'b', label: '事项', value: '基础设施维修 / 电梯故障' },
            { id: 'c', label: '来源', value: '电话', note: '14:18 登记' },
          ]}
        />
      </Grid>
      <Toasts toaster={toaster} label="提示" closeLabel={t.close} />
      <LiveRegions announcer={announcer} />
    </Section>
  );
};
