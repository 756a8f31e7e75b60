import type { Component } from 'solid-js';
import { ButtonLink } from '../ui/index.ts';
import styles from './resident.module.css';
import { PageTitle, Shell } from './Shell.tsx';
import { t } from './words.ts';

/** An address nobody knows: where to go instead. */
const NotFound: Component = () => (
  <Shell>
    <PageTitle title={t().notFound} lead={t().notFoundLead} />
    <div class={styles.actions}>
      <ButtonLink href="/" variant="primary" size="field" block>
        {t().submitTitle}
      </ButtonLink>
      <ButtonLink href="/track" size="field" block>
        {t().trackTitle}
      </ButtonLink>
    </div>
  </Shell>
);

export default NotFound;
