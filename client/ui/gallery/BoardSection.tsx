import { type Component, createSignal, For } from 'solid-js';
import {
  Avatar,
  AvatarGroup,
  Button,
  ClockCells,
  ColumnHeader,
  CountdownRing,
  Dotted,
  Drawer,
  DrawerLayout,
  DropSlot,
  Due,
  FilterChip,
  FreshMark,
  Holder,
  hueOf,
  IconButton,
  largeType,
  Menu,
  OrderTitle,
  Parts,
  Slip as PlainSlip,
  SearchBox,
  SectionHead,
  type SlipProps,
  StatusChip,
  StubNote,
  Tag,
  Timeline,
  TopBar,
  TopBarRule,
  titleLines,
  UrgentSeal,
} from '../index.ts';
import styles from './gallery.module.css';
import { Section } from './Parts.tsx';
import { clocks, log, nav, people, t } from './samples.ts';

const COLUMN = 235;

// As the board does it: the height is known before anything is drawn.
const Slip: Component<SlipProps> = (props) => (
  <PlainSlip {...props} lines={titleLines(props.title, COLUMN, largeType())} />
);

const NewColumn: Component = () => (
  <div class={styles.column}>
    <ColumnHeader status="new" name="待派单" count={7} urgent="急 1" overdue="超时 1" />
    <Slip
      number="26-1847"
      title="地库出口道闸抬不起来，后面堵了五辆车"
      place="二网格 东门"
      item="停车秩序"
      tags={<Tag tone="teal">{t.fresh}</Tag>}
      channel={{ icon: 'qr', label: '扫码' }}
      age="刚到"
      fresh
      onOpen={() => {}}
      stubLeft={<Due state="running" share={0.94} name="不过晌 剩" value="3时34分" />}
    />
    <Slip
      number="26-1846"
      title="6号楼2单元电梯停在5层，里面有人"
      place="三网格 6号楼2单元"
      item="电梯故障"
      urgent={t.urgent}
      picked
      looking={{ people: [people.zhou, people.tang], label: t.looking }}
      onOpen={() => {}}
      stubLeft={<Due state="running" share={0.73} name="响应 剩" value="22:18" />}
    />
    <Slip
      number="26-1840"
      title="围墙外污水井盖松动，过车有响声"
      place="五网格 北墙外"
      item="道路井盖"
      tags={<Tag>{t.returned}</Tag>}
      channel={{ icon: 'grid', label: '网格' }}
      age="1时"
      tint="over"
      onOpen={() => {}}
      stubLeft={<Due state="overdue" name="派单" value="超时 12分" />}
    />
    <Slip
      number="26-1843"
      title="11号楼夜间电钻响到十点半"
      place="一网格 11号楼"
      item="装修噪音"
      channel={{ icon: 'hotline12345', label: '12345' }}
      age="31分"
      drag="ghost"
      stubLeft={<Due state="running" share={0.62} name="不过夜 剩" value="7时34分" />}
    />
  </div>
);

const DispatchedColumn: Component = () => (
  <div class={styles.column}>
    <ColumnHeader status="dispatched" name="待接单" count={5} urgent="急 1" />
    <DropSlot>{t.landing}</DropSlot>
    <Slip
      number="26-1844"
      title="9号楼地下室漏水，快到配电箱了"
      place="四网格 9号楼"
      item="给排水"
      urgent={t.urgent}
      channel={{ icon: 'grid', label: '网格' }}
      age="25分"
      tint="warn"
      onOpen={() => {}}
      stubLeft={<Due state="running" share={0.15} name="响应 剩" value="4:36" />}
      stubRight={<AvatarGroup people={[people.grid, people.han, people.meng]} label="派给3人" />}
    />
    <Slip
      number="26-1841"
      title="飞线充电从三楼窗口拉到车棚"
      place="二网格 3号楼"
      item="飞线充电"
      channel={{ icon: 'qr', label: '扫码' }}
      age="48分"
      onOpen={() => {}}
      stubLeft={<Due state="running" share={0.46} name="响应 剩" value="41:10" />}
      stubRight={<StubNote>{t.pool}</StubNote>}
    />
    <Slip
      number="26-1843"
      title="11号楼夜间电钻响到十点半"
      place="一网格 11号楼"
      item="装修噪音"
      channel={{ icon: 'hotline12345', label: '12345' }}
      age="31分"
      drag="lifted"
      hue={hueOf(people.zhou.id)}
      stubLeft={<Due state="running" share={0.62} name="不过夜 剩" value="7时34分" />}
    />
  </div>
);

const HandlingColumn: Component = () => (
  <div class={styles.column}>
    <ColumnHeader status="handling" name="办理中" count={9} limit={12} urgent="急 1" overdue="超时 1" />
    <Slip
      number="26-1829"
      title="3号楼燃气表间有异味"
      place="二网格 3号楼1单元"
      item="燃气"
      urgent={t.urgent}
      channel={{ icon: 'phone', label: '电话' }}
      age="52分"
      tint="over"
      onOpen={() => {}}
      stubLeft={<Due state="overdue" name="到场" value="超时 6:12" />}
      stubRight={<Avatar {...people.grid} />}
    />
    <Slip
      number="26-1831"
      title="烧烤油烟飘进二楼住户，开不了窗"
      place="一网格 临街铺"
      item="油烟"
      channel={{ icon: 'hotline12345', label: '12345' }}
      age="2时"
      tint="warn"
      onOpen={() => {}}
      stubLeft={<Due state="running" share={0.2} name="反馈 剩" value="6:40" />}
      stubRight={
        <>
          <Parts total={3} done={1} label={t.joint} />
          <AvatarGroup people={[people.lift, people.estate]} label="2个单位" />
        </>
      }
    />
    <Slip
      number="26-1822"
      title="小广场健身器材松动"
      place="四网格 小广场"
      item="公共设施"
      channel={{ icon: 'web', label: '网页' }}
      age="昨天"
      onOpen={() => {}}
      stubLeft={<Due state="paused" name="已暂停" value="等配件" />}
      stubRight={
        <Holder name={people.estate.name}>
          <Avatar {...people.estate} decorative />
        </Holder>
      }
    />
  </div>
);

const DoneColumn: Component = () => (
  <div class={styles.column}>
    <ColumnHeader status="done" name="待评价" count={12} aside="回访 4" />
    <Slip
      number="26-1812"
      title="单元门禁卡刷不开"
      place="三网格 6号楼"
      item="门禁"
      channel={{ icon: 'qr', label: '扫码' }}
      age="13:52"
      onOpen={() => {}}
      stubLeft={<Due state="met" name="用时" value="3时12分" />}
      stubRight={<StubNote>{t.waiting}</StubNote>}
    />
    <Slip
      number="26-1803"
      title="一个特别长的标题用来看两行以后会不会被裁掉而不是把卡片撑得更宽，后面还有许多字"
      place="五网格 一处名字也很长很长很长的地方"
      item="定期服务"
      channel={{ icon: 'visit', label: '走访' }}
      age="昨天"
      onOpen={() => {}}
      stubLeft={<Due state="met" name="用时" value="2时30分" />}
      stubRight={<StubNote>{t.waiting}</StubNote>}
    />
  </div>
);

const candidates = [
  { person: people.grid, role: '网格员', why: ['负责本网格', '电工', '手上2件', '在岗'], first: true },
  { person: people.lift, role: '单位', why: ['本楼维保单位', '24小时', '上次到场17分'], first: false },
  { person: people.han, role: '网格员', why: ['负责本网格', '手上4件', '在岗'], first: false },
] as const;

export const BoardSection: Component = () => {
  const [query, setQuery] = createSignal('');
  const [open, setOpen] = createSignal(true);
  const [pressed, setPressed] = createSignal(false);
  return (
    <Section id="board" title="TopBar, FilterChip, Slip, Drawer">
      <div class={styles.frame}>
        <TopBar
          brand={t.brand}
          navLabel={t.navLabel}
          nav={nav}
          place={
            <Menu
              variant="ghost"
              label={t.placeMenu}
              trigger={t.place}
              items={[{ id: 'a', label: t.place, checked: true, onSelect: () => {} }]}
            />
          }
        >
          <SearchBox value={query()} onValue={setQuery} label={t.search} clearLabel={t.clear} kbd="/" />
          <TopBarRule />
          <FreshMark state="live" text={t.live} age={t.age} />
          <TopBarRule />
          <AvatarGroup people={Object.values(people)} label={t.online} size={28} />
          <IconButton icon="bell" label={t.notices} badge={3} />
          <Avatar {...people.duty} size={32} />
        </TopBar>
        <DrawerLayout
          drawer={
            <Drawer
              open={open()}
              onClose={() => setOpen(false)}
              label="26-1846"
              closeLabel={t.close}
              header={
                <>
                  26-1846
                  <StatusChip status="new" label="待派单" />
                </>
              }
              tools={
                <>
                  <AvatarGroup people={[people.zhou, people.tang]} label={t.looking} size={24} />
                  <IconButton icon="chevron-up" label={t.previous} />
                  <IconButton icon="chevron-down" label={t.next} />
                  <Menu
                    label={t.more}
                    items={[
                      { id: 'up', label: t.escalate, icon: 'escalate', kbd: 'E', onSelect: () => {} },
                      {
                        id: 'no',
                        label: t.complete,
                        hint: t.completeWhy,
                        disabled: true,
                        onSelect: () => {},
                      },
                    ]}
                  />
                </>
              }
              footer={
                <>
                  <Button variant="primary" kbd="Enter">
                    {t.dispatchTo}
                  </Button>
                  <Button>{t.toPool}</Button>
                  <span class={styles.space} />
                  <Button variant="ghost">{t.escalate}</Button>
                  <Button variant="ghost">{t.decline}</Button>
                </>
              }
            >
              <OrderTitle level={3} urgent={t.urgent}>
                6号楼2单元电梯停在5层，里面有人
              </OrderTitle>
              <ClockCells label={t.urgentFilter} clocks={clocks} />
              <div>
                <SectionHead title="派给谁" aside="按合适程度排" level={3} />
                <For each={candidates}>
                  {(candidate) => (
                    <div class={styles.candidate}>
                      <Avatar {...candidate.person} size={32} decorative />
                      <span class={styles.space}>
                        <b>{candidate.person.name}</b> {candidate.role}{' '}
                        {candidate.first && <Tag tone="teal">{t.first}</Tag>}
                        <br />
                        <Dotted items={candidate.why} />
                      </span>
                      <Button size="small" variant={candidate.first ? 'primary' : 'plain'}>
                        {t.dispatch}
                      </Button>
                    </div>
                  )}
                </For>
              </div>
              <SectionHead title="经过" level={3} />
              <Timeline label="经过" items={log} />
            </Drawer>
          }
        >
          <div class={styles.bar}>
            <Button size="small" icon="grid" iconEnd="chevron-down">
              {t.allGrids}
            </Button>
            <FilterChip
              label={t.urgentFilter}
              count={3}
              pressed={pressed()}
              onPress={setPressed}
              mark={<UrgentSeal text={t.urgent} />}
            />
            <FilterChip
              label={t.overdueFilter}
              count={2}
              pressed={false}
              onPress={() => {}}
              tone="over"
              mark={<CountdownRing state="overdue" size={14} />}
            />
            <FilterChip label={t.wishFilter} count={4} pressed onPress={() => {}} icon="wish" />
            <FilterChip label={t.mineFilter} count={0} pressed={false} disabled onPress={() => {}} />
            <span class={styles.space} />
            <Button variant="primary" icon="add" kbd="N" onClick={() => setOpen(true)}>
              {t.register}
            </Button>
          </div>
          <div class={styles.columns}>
            <NewColumn />
            <DispatchedColumn />
            <HandlingColumn />
            <DoneColumn />
          </div>
        </DrawerLayout>
      </div>
    </Section>
  );
};
