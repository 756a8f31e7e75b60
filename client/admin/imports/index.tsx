import type { Component } from 'solid-js';
import { Page, TopBar } from '../../ui/index.ts';
import styles from './imports.module.css';
import { Workbench } from './Workbench.tsx';
import { t } from './words.ts';

/** `/admin/import`: ticket files of other systems come in as history. */
const ImportPage: Component = () => (
  <Page
    width="desk"
    skipLabel={t().skip}
    header={
      <TopBar
        brand={t().brand}
        brandHref="/board"
        navLabel={t().nav}
        nav={[
          { href: '/board', label: t().board },
          { href: '/admin', label: t().nav },
          { href: '/admin/import', label: t().title, current: true },
        ]}
      />
    }
  >
    <h1 class={styles.heading}>{t().title}</h1>
    <p class={styles.lead}>{t().lead}</p>
    <Workbench />
  </Page>
);

export default ImportPage;
