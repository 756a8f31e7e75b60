import { type Component, createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import { noticeText } from '../../shared/texts/index.ts';
import { api } from '../kit/api.ts';
import { language, setLanguage } from '../kit/i18n.ts';
import { createLoaded } from '../kit/loaded.ts';
import { now } from '../kit/now.ts';
import { PATHS } from '../kit/paths.ts';
import { setSound, soundOn } from '../kit/sound.ts';
import { useStaff } from '../kit/staff.ts';
import { freshSpan, timestamp } from '../kit/timing.ts';
import {
  Avatar,
  AvatarGroup,
  appearance,
  Button,
  Dialog,
  FilterChip,
  FreshMark,
  IconButton,
  Menu,
  SearchBox,
  Select,
  Sr,
  setAppearance,
  TopBar,
  TopBarRule,
  UrgentSeal,
} from '../ui/index.ts';
import styles from './board.module.css';
import type { BoardModel } from './useBoard.ts';
import type { Lane } from './view.ts';
import { t } from './words.ts';

interface TopProps {
  readonly board: BoardModel;
  readonly searchRef: (input: HTMLInputElement) => void;
  readonly onOpen: (orderId: string) => void;
  readonly onLedger: () => void;
}

export const Top: Component<TopProps> = (props) => {
  const staff = useStaff();
  const [reading, setReading] = createSignal(false);
  const fresh = () => {
    const state = staff.connection.link().state;
    if (state === 'offline') return 'offline';
    return props.board.link() === 'live' && state === 'live' ? 'live' : 'stale';
  };
  const agreed = () => {
    // Asked again with every tick: hearing from the server is no signal, there are too many words of it.
    const instant = now();
    const at = props.board.agreedAt();
    return at === null ? undefined : t().updated(freshSpan(Math.max(0, instant - at)));
  };
  const signOut = async (): Promise<void> => {
    const waiting = staff.outbox.entries().length;
    if (waiting > 0 && !window.confirm(t().unsent(waiting))) return;
    await staff.session.signOut();
  };
  return (
    <TopBar
      brand={t().brand}
      brandHref="/board"
      navLabel={t().nav}
      place={
        <Menu
          label={t().chooseBoard}
          trigger={props.board.current()?.name ?? ''}
          variant="ghost"
          iconEnd="chevron-down"
          items={props.board.boards().map((board) => ({
            id: board.areaId,
            label: board.name,
            checked: board.areaId === props.board.current()?.areaId,
            onSelect: () => props.board.choose(board.areaId),
          }))}
        />
      }
      nav={[
        { href: '/board', label: t().board, current: true },
        { href: '/results', label: t().results },
        ...(staff.member().roles.includes('admin') ? [{ href: '/admin', label: t().admin }] : []),
      ]}
      search={
        <SearchBox
          label={t().search}
          clearLabel={t().clear}
          kbd="/"
          value={props.board.filter().text}
          onValue={(text) => props.board.setFilter({ text })}
          onEnter={() => props.onLedger()}
          ref={(input) => props.searchRef(input)}
        />
      }
    >
      <TopBarRule />
      <FreshMark state={fresh()} text={t()[fresh()]} age={agreed()} />
      <TopBarRule />
      <Show when={props.board.presence.colleagues().length > 0}>
        <AvatarGroup
          size={28}
          people={props.board.presence.colleagues().map((one) => ({ id: one.id, name: one.name }))}
          label={t().colleagues(props.board.presence.colleagues().length)}
        />
      </Show>
      <IconButton
        icon="bell"
        label={`${t().notices} ${staff.notices.unread() > 0 ? t().noticeCount(staff.notices.unread()) : ''}`}
        badge={staff.notices.unread()}
        onClick={() => setReading(true)}
      />
      <Menu
        label={t().me}
        trigger={
          <>
            <Avatar id={staff.member()._id} name={staff.member().name} size={28} decorative />
            <Sr>{t().me}</Sr>
          </>
        }
        variant="ghost"
        placement="bottom-end"
        items={[
          {
            id: 'language',
            label: t().language,
            icon: 'language',
            onSelect: () => setLanguage(language() === 'en' ? 'zh-CN' : 'en'),
          },
          {
            id: 'dark',
            label: appearance().theme === 'dark' ? t().light : t().dark,
            icon: appearance().theme === 'dark' ? 'sun' : 'moon',
            onSelect: () => setAppearance({ theme: appearance().theme === 'dark' ? 'light' : 'dark' }),
          },
          {
            id: 'contrast',
            label: t().highContrast,
            icon: 'contrast',
            on: appearance().contrast === 'high',
            onSelect: () => setAppearance({ contrast: appearance().contrast === 'high' ? 'normal' : 'high' }),
          },
          {
            id: 'type',
            label: t().largeType,
            icon: 'type-size',
            on: appearance().type === 'large',
            onSelect: () => setAppearance({ type: appearance().type === 'large' ? 'normal' : 'large' }),
          },
          {
            id: 'sound',
            label: t().sound,
            icon: 'sound',
            on: soundOn(),
            onSelect: () => setSound(!soundOn()),
          },
          { id: 'out', label: t().signOut, icon: 'logout', separated: true, onSelect: () => void signOut() },
        ]}
      />
      <Show when={reading()}>
        <Dialog
          open
          title={t().notices}
          closeLabel={t().close}
          onClose={() => {
            staff.notices.markRead();
            setReading(false);
          }}
        >
          <Show when={staff.notices.list().length > 0} fallback={<p>{t().noNotices}</p>}>
            <ul class={styles.notices}>
              <For each={staff.notices.list()}>
                {(notice) => (
                  <li>
                    <Button
                      variant="ghost"
                      block
                      onClick={() => {
                        staff.notices.markRead();
                        setReading(false);
                        props.onOpen(notice.orderId);
                      }}
                    >
                      {`${noticeText(language(), notice.type)} · ${notice.orderNo} ${notice.title} · ${timestamp(notice.at, now())}`}
                    </Button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </Dialog>
      </Show>
    </TopBar>
  );
};

interface Today {
  readonly received: number;
  readonly finished: number;
  readonly onDuty: readonly string[];
}

interface FiltersProps {
  readonly board: BoardModel;
  readonly onLedger: () => void;
  readonly onIntake: () => void;
}

/** Filters on the left, today's counts and the intake button on the right. */
export const Filters: Component<FiltersProps> = (props) => {
  const staff = useStaff();
  const filter = props.board.filter;
  const counted = (pick: (column: ReturnType<BoardModel['columns']>[number]) => number): number =>
    props.board.columns().reduce((sum, column) => sum + pick(column), 0);
  const overdue = () => counted((column) => column.overdue);
  const areaId = () => props.board.current()?.areaId;
  const today = createLoaded(async () => {
    const asked = areaId();
    return asked ? await api.get<Today>(PATHS.today, { query: { areaId: asked } }) : undefined;
  });
  // Asked again with every board, every minute and every time the board is whole again.
  createEffect(
    on(
      [areaId, createMemo(() => Math.floor(now() / 60_000)), () => props.board.store.state.loaded],
      () => void today.reload(),
      { defer: true },
    ),
  );
  const grids = () =>
    staff.directory
      .areasBelow(props.board.current()?.areaId ?? '')
      .filter((area) => area.level !== 'group')
      .toSorted((a, b) => props.board.names.areaRank(a._id) - props.board.names.areaRank(b._id));
  return (
    <div class={styles.filters}>
      <Select
        aria-label={t().allGrids}
        value={filter().areaPath}
        onValue={(areaPath) => props.board.setFilter({ areaPath })}
        options={[
          { value: '', label: t().allGrids },
          ...grids().map((area) => ({ value: area.path, label: props.board.names.areaName(area._id) })),
        ]}
      />
      <Select
        aria-label={t().allCategories}
        value={filter().categoryId}
        onValue={(categoryId) => props.board.setFilter({ categoryId })}
        options={[
          { value: '', label: t().allCategories },
          ...(staff.directory.data()?.categories ?? []).map((category) => ({
            value: category._id,
            label: staff.directory.categoryName(category._id),
          })),
        ]}
      />
      <FilterChip
        label={t().urgentFilter}
        mark={<UrgentSeal text={t().urgent} />}
        count={counted((column) => (column.status === 'done' ? 0 : column.urgent))}
        pressed={filter().urgent}
        onPress={(urgent) => props.board.setFilter({ urgent })}
      />
      <FilterChip
        tone={overdue() > 0 ? 'over' : 'plain'}
        icon="clock"
        label={t().overdueFilter}
        count={overdue()}
        pressed={filter().overdue}
        onPress={(overdue) => props.board.setFilter({ overdue })}
      />
      <FilterChip
        label={t().wishFilter}
        icon="wish"
        count={counted((column) => column.wishes)}
        pressed={filter().wishes}
        onPress={(wishes) => props.board.setFilter({ wishes })}
      />
      <FilterChip
        label={t().mineFilter}
        icon="person"
        count={counted((column) => column.mine)}
        pressed={filter().mine}
        onPress={(mine) => props.board.setFilter({ mine })}
      />
      <Select
        aria-label={t().lanes}
        value={filter().lane}
        onValue={(lane) => props.board.setFilter({ lane: lane as Lane })}
        options={[
          { value: 'none', label: t().laneNone },
          { value: 'area', label: t().laneArea },
          { value: 'category', label: t().laneCategory },
          { value: 'urgency', label: t().laneUrgency },
        ]}
      />
      <Show when={filter().text !== ''}>
        <Button class={styles.find} variant="ghost" icon="search" kbd="↵" onClick={() => props.onLedger()}>
          {t().findInAll}
        </Button>
      </Show>
      <span class={styles.grow} />
      <Show when={today.value()}>
        {(counts) => (
          <p class={styles.today}>
            {t().received} <b>{counts().received}</b> {t().finished} <b>{counts().finished}</b>
            <Show when={counts().onDuty[0]}>
              {(name) => (
                <span>
                  {t().onDuty} <b>{name()}</b>
                </span>
              )}
            </Show>
          </p>
        )}
      </Show>
      <Button variant="primary" icon="add" kbd="N" onClick={() => props.onIntake()}>
        {t().intake}
      </Button>
    </div>
  );
};
