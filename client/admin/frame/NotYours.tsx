import type { Component } from 'solid-js';
import { useStaff } from '../../kit/staff.ts';
import { word } from '../../kit/words.ts';
import { ButtonLink } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './frame.module.css';

/** For members who may not administer: says so, and leads back to where they work. */
export const NotYours: Component = () => {
  const { member } = useStaff();
  const atDesk = (): boolean => member().roles.includes('officer');
  const roles = (): string => member().roles.map(word.role).join(t().comma);
  return (
    <div class={styles.notYours}>
      <h1>{t().notYours.title}</h1>
      <p>{t().notYours.detail(member().name, roles())}</p>
      <ButtonLink href={atDesk() ? '/board' : '/field'} variant="primary" icon="back">
        {atDesk() ? t().notYours.toBoard : t().notYours.toField}
      </ButtonLink>
    </div>
  );
};
