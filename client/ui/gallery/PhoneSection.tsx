import { type Component, createSignal } from 'solid-js';
import {
  Banner,
  BottomNav,
  BrandSeal,
  Button,
  Checkbox,
  ClockCells,
  Dock,
  Dotted,
  Due,
  FilterChip,
  type Grade,
  IconButton,
  KeyValue,
  Metric,
  OrderTitle,
  PhoneHeader,
  PhotoStrip,
  QrCode,
  RatingRow,
  Receipt,
  Slip,
  StatusChip,
  Switch,
  Timeline,
} from '../index.ts';
import styles from './gallery.module.css';
import { Section } from './Parts.tsx';
import { bottomNav, fieldClocks, qr, steps, t, words } from './samples.ts';

const PIXEL = 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg"/%3E';

const OfferPhone: Component = () => (
  <div class={styles.phone}>
    <PhoneHeader title={t.take} count={4} heading={false}>
      <IconButton icon="type-size" label={t.largeType} size="field" />
      <Switch on look="pill" onChange={() => {}}>
        {t.onDuty}
      </Switch>
    </PhoneHeader>
    <Banner icon="offline" title={t.outbox} action={<Button>{t.view}</Button>}>
      {t.outboxDetail}
    </Banner>
    <div class={styles.scroll} tabIndex={0} role="group" aria-label={t.take}>
      <Slip
        size="field"
        number="26-1844"
        title="9号楼地下室漏水，快到配电箱了"
        place="四网格 9号楼地下室"
        item="给排水"
        urgent={t.urgent}
        channel={{ icon: 'grid', label: '网格' }}
        age="25分前"
        href="#26-1844"
        why={<Dotted items={['派给你：电工', '离你400米', '手上2件']} />}
        tint="warn"
        stubLeft={<Due size="field" state="running" share={0.15} name="剩" value="4:36" />}
        stubRight={
          <Button class={styles.take} size="field" variant="primary">
            {t.take}
          </Button>
        }
      />
      <Slip
        size="field"
        number="26-1841"
        title="飞线充电从三楼窗口拉到车棚"
        place="二网格 3号楼"
        item="飞线充电"
        channel={{ icon: 'qr', label: '扫码' }}
        age="48分前"
        href="#26-1841"
        why={<Dotted items={['已点接单 14:25', '联网后告诉你是否接到']} />}
        tint="hold"
        stubLeft={<Due size="field" state="paused" name={t.held} />}
        stubRight={<Button size="field">{t.takeBack}</Button>}
      />
    </div>
    <BottomNav label={t.fieldNav} items={bottomNav} />
  </div>
);

const HandlePhone: Component = () => (
  <div class={styles.phone}>
    <PhoneHeader
      title={
        <>
          26-1829
          <StatusChip status="handling" label="办理中" />
        </>
      }
      heading={false}
      start={<IconButton icon="back" label={t.previous} size="field" />}
    >
      <IconButton icon="more" label={t.more} size="field" />
    </PhoneHeader>
    <div class={styles.scroll} tabIndex={0} role="group" aria-label={t.take}>
      <OrderTitle level={3} size="field" urgent={t.urgent}>
        3号楼燃气表间有异味
      </OrderTitle>
      <ClockCells label={t.urgentFilter} clocks={fieldClocks} size="field" />
      <KeyValue
        look="rows"
        items={[
          {
            id: 'place',
            icon: 'pin',
            label: '地点',
            value: '二网格 3号楼1单元',
            note: '1层燃气表间，北侧门进',
            action: (
              <Button size="field" icon="navigate">
                导航
              </Button>
            ),
          },
          {
            id: 'phone',
            icon: 'phone',
            label: '联系人',
            value: '高女士 137****0918',
            note: '拨打会留痕，号码不显示',
            action: (
              <Button size="field" icon="phone">
                拨打
              </Button>
            ),
          },
        ]}
      />
      <Checkbox size="field" checked={false} onChange={() => {}}>
        阀门已关
      </Checkbox>
      <PhotoStrip
        label="照片"
        size="large"
        photos={[
          { id: 'a', src: PIXEL, alt: '照片 1' },
          { id: 'b', src: PIXEL, alt: '照片 2', state: 'uploading', stateLabel: '上传中' },
          { id: 'c', src: PIXEL, alt: '照片 3', state: 'failed', stateLabel: '没传上去' },
        ]}
        onRemove={() => {}}
        removeLabel={(photo) => `删去${photo.alt}`}
        onAdd={() => {}}
        addLabel="加照片"
        max={6}
      />
    </div>
    <Dock
      pair={
        <>
          <Button size="field" icon="camera">
            {t.feedback}
          </Button>
          <Button size="field" icon="check" disabledReason={t.completeWhy}>
            {t.complete}
          </Button>
        </>
      }
    >
      <Button block size="thumb" variant="primary" icon="pin">
        {t.arrive}
      </Button>
    </Dock>
  </div>
);

const ProgressPhone: Component = () => (
  <div class={`${styles.phone} ${styles.public}`}>
    <PhoneHeader
      heading={false}
      title={
        <>
          <BrandSeal /> 桐荫里社区
        </>
      }
    >
      <Button variant="ghost" size="field" icon="type-size">
        {t.largeType}
      </Button>
    </PhoneHeader>
    <div class={styles.scroll} tabIndex={0} role="group" aria-label="进度">
      <Receipt
        codeLabel="回执码"
        code="K7F4-29QM"
        note="扫码或凭码看进度"
        qr={<QrCode matrix={qr} label="看进度的二维码" seal />}
      >
        <b>三至五层楼道灯不亮</b>
        <br />
        <Dotted items={['三网格 12号楼', '楼道照明']} />
      </Receipt>
      <Timeline label="进度" items={steps} look="steps" />
    </div>
    <Dock
      pair={
        <>
          <Button size="field">补充说明</Button>
          <Button size="field">催办</Button>
        </>
      }
    />
  </div>
);

const RatePhone: Component = () => {
  const [speed, setSpeed] = createSignal<Grade | undefined>(4);
  const [effect, setEffect] = createSignal<Grade>();
  return (
    <div class={`${styles.phone} ${styles.public}`}>
      <div class={styles.scroll} tabIndex={0} role="group" aria-label="评价">
        <RatingRow
          label="办理速度"
          hint="从提交到办完快不快"
          value={speed()}
          onValue={setSpeed}
          words={words}
        />
        <RatingRow
          label="解决效果"
          hint="问题有没有解决"
          value={effect()}
          onValue={setEffect}
          words={words}
          error="选一个再提交。"
        />
        <RatingRow
          label="服务态度"
          hint="说话办事好不好"
          value={3}
          onValue={() => {}}
          words={words}
          disabled
        />
        <div class={styles.row}>
          <FilterChip size="field" label="楼道照明" pressed onPress={() => {}} />
          <FilterChip size="field" label="公共设施" pressed={false} onPress={() => {}} />
        </div>
        <div class={styles.row}>
          <Metric label="响应率" value="99.0" unit="%" count="408/412" />
          <Metric label="满意率" value="91.0" unit="%" count="n=386" />
          <Metric label="解决率" value={t.empty} empty count="n=0" />
        </div>
      </div>
      <Dock hint="提交后不能改，办理人看不到是谁评的">
        <Button block size="thumb" variant="primary">
          {t.submitRating}
        </Button>
      </Dock>
    </div>
  );
};

export const PhoneSection: Component = () => (
  <Section id="phone" title="PhoneHeader, BottomNav, Dock, Receipt, RatingRow, Timeline">
    <div class={styles.phones}>
      <OfferPhone />
      <HandlePhone />
      <ProgressPhone />
      <RatePhone />
    </div>
  </Section>
);
