import { type Component, Show } from 'solid-js';
import type { CandidateReason } from '../../../shared/protocol/dto.ts';
import { reasonText } from '../../../shared/texts/index.ts';
import { language } from '../../kit/i18n.ts';
import { useStaff } from '../../kit/staff.ts';
import { clockTime } from '../../kit/timing.ts';
import { Button, Dotted, Due } from '../../ui/index.ts';
import { waitingClaim } from '../model/claims.ts';
import { useField } from '../model/field.ts';
import type { OfferRow } from '../model/lists.ts';
import { t } from '../words.ts';
import { CardSlip } from './CardSlip.tsx';
import styles from './lists.module.css';

/** What everybody knows of themselves. */
const OWN_STATE: ReadonlySet<CandidateReason['code']> = new Set(['on_duty', 'off_duty', 'off_hours']);

/** A slip to claim with one tap; hatched while the answer is awaited (rule U61). */
export const OfferSlip: Component<{ readonly row: OfferRow }> = (props) => {
  const staff = useStaff();
  const field = useField();
  const waiting = () => waitingClaim(staff.outbox.entries(), props.row.card._id);
  const live = () => staff.connection.link().state === 'live';
  const why = (): string[] => {
    const reasons = props.row.card.reasons
      .filter((reason) => !OWN_STATE.has(reason.code))
      .slice(0, 3)
      .map((reason) => reasonText(language(), reason));
    if (reasons.length === 0) return [props.row.from === 'offered' ? t().offeredWhy : t().poolPlain];
    return [
      `${props.row.from === 'offered' ? t().offeredWhy : t().poolWhy}${t().colon}${reasons[0]}`,
      ...reasons.slice(1),
    ];
  };
  return (
    <CardSlip
      card={props.row.card}
      hold={waiting() !== null}
      fresh={field.newcomers.has(props.row.card._id)}
      why={
        <Show when={waiting()} fallback={<Dotted items={why()} />}>
          {(entry) => (
            <Dotted items={[t().tapped(clockTime(entry().at)), live() ? t().tappedLive : t().tappedNote]} />
          )}
        </Show>
      }
      left={waiting() ? <Due size="field" state="paused" name={t().waiting} /> : undefined}
      right={
        <Show
          when={waiting()}
          fallback={
            <Button
              variant="primary"
              size="field"
              class={styles.take}
              aria-label={t().claimOf(props.row.card.no)}
              onClick={() => field.claim(props.row)}
            >
              {t().claim}
            </Button>
          }
        >
          <Button
            size="field"
            class={styles.takeBack}
            aria-label={t().withdrawOf(props.row.card.no)}
            onClick={() => field.withdrawClaim(props.row.card._id)}
          >
            {t().withdraw}
          </Button>
        </Show>
      }
    />
  );
};
