import { type Component, createMemo, createSignal, type ParentComponent, Show } from 'solid-js';
import { api } from '../kit/api.ts';
import { useFeedback } from '../kit/feedback.ts';
import { createPageTitle } from '../kit/page-title.ts';
import { PATHS } from '../kit/paths.ts';
import { useStaff } from '../kit/staff.ts';
import {
  appearance,
  BottomNav,
  type BottomNavItem,
  IconButton,
  Page,
  PhoneHeader,
  Switch,
  setAppearance,
} from '../ui/index.ts';
import { useField } from './model/field.ts';
import { OutboxBand } from './outbox/OutboxBand.tsx';
import { faultText, t } from './words.ts';

export type Place = '' | 'mine' | 'wishes' | 'new' | 'me';

/** Header, band and bottom bar around the lists and forms of the phone. */
export const Frame: ParentComponent<{
  readonly place: Place;
  readonly title: string;
  readonly count?: number | undefined;
  readonly footer?: boolean;
}> = (props) => {
  createPageTitle(
    () => props.title,
    () => (props.place === '' ? (props.count ?? 0) : 0),
  );
  return (
    <Page
      width="field"
      skipLabel={t().skip}
      header={
        <>
          <PhoneHeader title={props.title} count={props.count}>
            <LargeType />
            <Duty />
          </PhoneHeader>
          <OutboxBand />
        </>
      }
      footer={
        <Show when={props.footer ?? true}>
          <Bar place={props.place} />
        </Show>
      }
    >
      {props.children}
    </Page>
  );
};

const Bar: Component<{ readonly place: Place }> = (props) => {
  const staff = useStaff();
  const field = useField();
  const inHand = () => field.snapshot()?.mine.filter((card) => card.status === 'handling').length ?? 0;
  const inField = () => staff.member().roles.some((role) => role === 'worker' || role === 'volunteer');
  const items = createMemo((): BottomNavItem[] => {
    const { place } = props;
    return [
      { id: 'todo', label: t().todo, icon: 'list', href: '/field', current: place === '' },
      {
        id: 'mine',
        label: t().mine,
        icon: 'edit',
        href: '/field/mine',
        current: place === 'mine',
        badge: inHand(),
        badgeLabel: t().inHand(inHand()),
      },
      {
        id: 'new',
        label: t().intakeTitle,
        icon: 'add',
        href: '/field/new',
        main: true,
        current: place === 'new',
      },
      ...(inField()
        ? [
            {
              id: 'wishes',
              label: t().wishWall,
              icon: 'wish',
              href: '/field/wishes',
              current: place === 'wishes',
            } satisfies BottomNavItem,
          ]
        : []),
      { id: 'me', label: t().me, icon: 'person', href: '/field/me', current: place === 'me' },
    ];
  });
  return <BottomNav label={t().nav} items={items()} />;
};

const LargeType: Component = () => {
  const large = () => appearance().type === 'large';
  return (
    <IconButton
      icon="type-size"
      size="field"
      label={t().largeType}
      pressed={large()}
      onClick={() => setAppearance({ type: large() ? 'normal' : 'large' })}
    />
  );
};

const Duty: Component = () => {
  const { on, busy, turn } = createDuty();
  return (
    <Switch look="pill" on={on()} busy={busy()} onChange={turn}>
      {on() ? t().onDuty : t().offDuty}
    </Switch>
  );
};

/** On or off duty: told at once, put back when the server does not agree. */
export function createDuty() {
  const staff = useStaff();
  const feedback = useFeedback();
  const [busy, setBusy] = createSignal(false);
  const [wanted, setWanted] = createSignal<boolean | null>(null);
  const turn = async (onDuty: boolean): Promise<void> => {
    setBusy(true);
    setWanted(onDuty);
    try {
      await api.put(PATHS.onDuty, { onDuty });
      staff.session.update({ ...staff.member(), onDuty });
    } catch (error) {
      feedback.toast({ text: faultText(error), tone: 'ochre', politeness: 'assertive' });
    } finally {
      setWanted(null);
      setBusy(false);
    }
  };
  return {
    on: () => wanted() ?? staff.member().onDuty,
    busy,
    turn: (next: boolean) => void turn(next),
  };
}
