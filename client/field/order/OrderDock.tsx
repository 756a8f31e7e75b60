import { type Component, createMemo, Show } from 'solid-js';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { useStaff } from '../../kit/staff.ts';
import { Button, Dock } from '../../ui/index.ts';
import type { AskKind } from '../ask/payload.ts';
import { waitingClaim } from '../model/claims.ts';
import { useField } from '../model/field.ts';
import { t } from '../words.ts';
import type { OrderModel } from './detail.ts';
import styles from './order.module.css';
import { type MainVerb, mainVerb, whyNot } from './verbs.ts';
import { whyText } from './why.ts';

/** The verbs under the thumb; what cannot be done now is grey and says why. */
export const OrderDock: Component<{
  readonly order: OrderDetail;
  readonly model: OrderModel;
  readonly onAsk: (kind: AskKind) => void;
}> = (props) => {
  const staff = useStaff();
  const field = useField();
  const why = (type: string): string | undefined => {
    const reason = whyNot(type, props.order, props.model.queued(), staff.member()._id);
    return reason ? whyText(reason) : undefined;
  };
  const main = createMemo((): MainVerb | null => mainVerb(props.order, props.model.queued()));
  const claiming = () => waitingClaim(staff.outbox.entries(), props.order._id) !== null;
  const handling = () => props.order.status === 'handling';
  const hint = (): string | undefined => {
    if (claiming()) return t().waiting;
    return main() === null || why(main() ?? '') !== undefined ? why('complete') : undefined;
  };

  const claim = (): void => {
    const { order } = props;
    const known = field.snapshot()?.offered.some((card) => card._id === order._id);
    field.claim({ card: { ...order, reasons: [], arrived: false }, from: known ? 'offered' : 'pool' });
  };
  const arrive = (): Promise<void> =>
    props.model.step('arrive', () => field.send({ type: 'arrive', order: props.order, payload: {} }));
  const press = (verb: MainVerb): void => {
    if (verb === 'claim') claim();
    else if (verb === 'arrive') void arrive();
    else props.onAsk('complete');
  };

  return (
    <Dock
      hint={hint()}
      pair={
        <Show when={handling()}>
          <Button
            size="field"
            icon="camera"
            class={main() === 'arrive' ? undefined : styles.wide}
            disabledReason={why('feedback')}
            onClick={() => props.onAsk('feedback')}
          >
            {t().verb['feedback']}
          </Button>
          <Show when={main() === 'arrive'}>
            <Button
              size="field"
              icon="check"
              disabledReason={why('complete')}
              onClick={() => props.onAsk('complete')}
            >
              {t().verb['complete']}
            </Button>
          </Show>
        </Show>
      }
    >
      <Show
        when={!claiming()}
        fallback={
          <Button size="thumb" block onClick={() => field.withdrawClaim(props.order._id)}>
            {t().withdraw}
          </Button>
        }
      >
        <Show when={main()}>
          {(verb) => (
            <Button
              variant="primary"
              size="thumb"
              block
              icon={verb() === 'arrive' ? 'pin' : 'check'}
              disabledReason={why(verb())}
              onClick={() => press(verb())}
            >
              {t().verb[verb()]}
            </Button>
          )}
        </Show>
      </Show>
    </Dock>
  );
};
