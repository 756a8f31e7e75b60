import { useLocation } from '@solidjs/router';
import { type Component, createMemo, Match, Show, Switch } from 'solid-js';
import { Frame } from './Frame.tsx';
import { Intake } from './intake/Intake.tsx';
import { Mine } from './lists/Mine.tsx';
import { useOffers } from './lists/offers.ts';
import { Todo } from './lists/Todo.tsx';
import { Wishes } from './lists/Wishes.tsx';
import { Me } from './me/Me.tsx';
import { createField, FieldContext, useField } from './model/field.ts';
import { OrderPage } from './order/OrderPage.tsx';
import { t } from './words.ts';

/** The phone of those who handle: lists, one order at a time, and what waits to be sent. */
const Field: Component = () => {
  const field = createField();
  return (
    <FieldContext.Provider value={field}>
      <Places />
    </FieldContext.Provider>
  );
};

const Places: Component = () => {
  const field = useField();
  const location = useLocation();
  const offers = useOffers();
  const part = createMemo(() => location.pathname.split('/')[2] ?? '');
  const inHand = () => field.snapshot()?.mine.filter((card) => card.status === 'handling').length;
  const wishes = () => offers().filter(({ card }) => card.kind === 'wish').length;
  return (
    <Switch
      fallback={
        <Show when={part()} keyed>
          {(orderId) => <OrderPage orderId={orderId} />}
        </Show>
      }
    >
      <Match when={part() === ''}>
        <Frame place="" title={t().todo} count={offers().length}>
          <Todo />
        </Frame>
      </Match>
      <Match when={part() === 'mine'}>
        <Frame place="mine" title={t().mine} count={inHand()}>
          <Mine />
        </Frame>
      </Match>
      <Match when={part() === 'wishes'}>
        <Frame place="wishes" title={t().wishWallTitle} count={wishes()}>
          <Wishes />
        </Frame>
      </Match>
      <Match when={part() === 'new'}>
        <Frame place="new" title={t().intakeTitle}>
          <Intake />
        </Frame>
      </Match>
      <Match when={part() === 'me'}>
        <Frame place="me" title={t().me}>
          <Me />
        </Frame>
      </Match>
    </Switch>
  );
};

export default Field;
