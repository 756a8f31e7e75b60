import { type Component, For } from 'solid-js';
import {
  Avatar,
  AvatarGroup,
  Badge,
  Banner,
  BrandSeal,
  Button,
  ButtonLink,
  ClockCells,
  CountdownRing,
  Dotted,
  Due,
  EmptyState,
  FreshMark,
  ICON_NAMES,
  Icon,
  IconButton,
  Kbd,
  Parts,
  ProgressBar,
  Skeleton,
  Spinner,
  StatusChip,
  StatusPie,
  Tag,
  UrgentSeal,
} from '../index.ts';
import styles from './gallery.module.css';
import { Grid, Row, Section } from './Parts.tsx';
import { clocks, fieldClocks, lateClocks, people, rings, statuses, t } from './samples.ts';

export const MarkSections: Component = () => (
  <>
    <Section id="buttons" title="Button, IconButton">
      <Row>
        <Button variant="primary" icon="add" kbd="N">
          {t.register}
        </Button>
        <Button>{t.toPool}</Button>
        <Button variant="ghost">{t.escalate}</Button>
        <Button variant="link">{t.view}</Button>
        <ButtonLink href="#buttons" iconEnd="external">
          {t.view}
        </ButtonLink>
        <Button size="small">{t.dispatch}</Button>
        <Button variant="primary" size="small">
          {t.dispatch}
        </Button>
      </Row>
      <Row>
        <Button variant="primary" disabled>
          {t.register}
        </Button>
        <Button disabled>{t.toPool}</Button>
        <Button disabledReason={t.completeWhy}>{t.complete}</Button>
        <Button variant="primary" loading>
          {t.dispatchTo}
        </Button>
        <Button loading>{t.toPool}</Button>
        <Button variant="ghost" disabled>
          {t.escalate}
        </Button>
      </Row>
      <Row>
        <Button size="field" variant="primary">
          {t.take}
        </Button>
        <Button size="field">{t.takeBack}</Button>
        <Button size="thumb" variant="primary" icon="pin">
          {t.arrive}
        </Button>
        <Button size="thumb" icon="camera">
          {t.feedback}
        </Button>
      </Row>
      <Row>
        <IconButton icon="bell" label={t.notices} badge={3} />
        <IconButton icon="more" label={t.more} size="small" />
        <IconButton icon="grid" label={t.allGrids} pressed />
        <IconButton icon="chevron-up" label={t.previous} edged />
        <IconButton icon="close" label={t.close} disabled />
        <IconButton icon="type-size" label={t.largeType} size="field" badge={120} />
        <Kbd>/</Kbd>
        <Badge count={7} />
        <Spinner />
      </Row>
    </Section>
    <Section id="status" title="StatusPie, StatusChip, Seal, Tag">
      <Row>
        <For each={statuses}>{(item) => <StatusChip status={item.status} label={item.label} />}</For>
      </Row>
      <Row>
        <For each={statuses}>{(item) => <StatusPie status={item.status} size={24} />}</For>
        <BrandSeal label={t.brand} />
        <BrandSeal size={40} />
        <UrgentSeal text={t.urgent} />
        <UrgentSeal text={t.urgent} size="large" />
        <Tag tone="teal">{t.fresh}</Tag>
        <Tag>{t.returned}</Tag>
        <Tag tone="ochre" icon="clock">
          {t.held}
        </Tag>
        <Parts total={3} done={1} label={t.joint} />
        <span>
          <Dotted items={[t.wishFilter, t.pool, t.waiting]} />
        </span>
      </Row>
    </Section>
    <Section id="rings" title="CountdownRing, Due, ClockCells">
      <Row>
        <For each={rings}>{(ring) => <Due {...ring} />}</For>
      </Row>
      <Row>
        <For each={rings}>{(ring) => <Due {...ring} size="field" />}</For>
      </Row>
      <Row>
        <For each={rings}>
          {(ring) => <CountdownRing state={ring.state} share={ring.share} size={44} label={ring.value} />}
        </For>
      </Row>
      <Grid>
        <ClockCells label={t.urgentFilter} clocks={clocks} />
        <ClockCells label={t.urgentFilter} clocks={fieldClocks} size="field" />
        <ClockCells label={t.urgentFilter} clocks={lateClocks} size="field" />
        <ClockCells label={t.urgentFilter} clocks={lateClocks} />
      </Grid>
    </Section>
    <Section id="people" title="Avatar, AvatarGroup, FreshMark">
      <Row>
        <For each={Object.values(people)}>{(one) => <Avatar {...one} size={32} />}</For>
        <For each={[20, 24, 28, 32, 40] as const}>{(size) => <Avatar {...people.grid} size={size} />}</For>
        <AvatarGroup people={Object.values(people)} label={t.online} size={28} />
        <AvatarGroup people={[people.zhou, people.tang]} label={t.looking} />
      </Row>
      <Row>
        <FreshMark state="live" text={t.live} age={t.age} />
        <FreshMark state="stale" text={t.stale} />
        <FreshMark state="offline" text={t.offline} />
      </Row>
    </Section>
    <Section id="feedback" title="Banner, EmptyState, ProgressBar, Skeleton">
      <Banner icon="offline" title={t.outbox} action={<Button>{t.view}</Button>}>
        {t.outboxDetail}
      </Banner>
      <Banner icon="info" tone="plain" title={t.emptyDetail} />
      <Grid>
        <EmptyState
          icon="report"
          title={t.empty}
          detail={t.emptyDetail}
          action={<Button>{t.register}</Button>}
        />
        <EmptyState
          icon="error"
          tone="error"
          title={t.failed}
          detail={t.failedDetail}
          action={<Button icon="refresh">{t.retry}</Button>}
        />
        <div class={styles.column}>
          <ProgressBar label={t.submit} share={0.43} detail="1,204 / 2,816" />
          <ProgressBar label={t.submit} share={1} tone="ochre" />
          <ProgressBar label={t.submit} share={undefined} />
          <Skeleton count={3} />
          <Skeleton shape="circle" />
        </div>
        <Skeleton shape="slip" />
      </Grid>
    </Section>
    <Section id="icons" title="Icon">
      <div class={styles.icons}>
        <For each={ICON_NAMES}>
          {(name) => (
            <span class={styles.icon}>
              <Icon name={name} size={20} />
              {name}
            </span>
          )}
        </For>
      </div>
    </Section>
  </>
);
