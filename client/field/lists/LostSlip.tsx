import type { Component } from 'solid-js';
import { clockTime } from '../../kit/timing.ts';
import { Button, Dotted, StubNote } from '../../ui/index.ts';
import type { LostClaim } from '../model/claims.ts';
import { useField } from '../model/field.ts';
import { t } from '../words.ts';
import { CardSlip } from './CardSlip.tsx';
import styles from './lists.module.css';

/** A claim that somebody else won, or that was refused: the slip says who and why until it is put away (rule U62). */
export const LostSlip: Component<{ readonly lost: LostClaim }> = (props) => {
  const field = useField();
  return (
    <CardSlip
      card={props.lost.row.card}
      opens={false}
      why={
        <Dotted
          items={[
            t().tapped(clockTime(props.lost.at)),
            props.lost.by === null ? props.lost.message : t().lostNote,
          ]}
        />
      }
      left={
        <StubNote>
          <strong class={styles.lost}>
            {props.lost.by === null ? t().band.notTaken : t().lost(props.lost.by)}
          </strong>
        </StubNote>
      }
      right={
        <Button size="field" onClick={() => field.claims.dismiss(props.lost.row.card._id)}>
          {t().dismiss}
        </Button>
      }
    />
  );
};
