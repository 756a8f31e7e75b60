import type { ParentComponent } from 'solid-js';
import { MeMenu } from '../../kit/me-menu/MeMenu.tsx';
import { useStaff } from '../../kit/staff.ts';
import { Banner, Page, TopBar } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './frame.module.css';

const DESK = ['officer', 'leader', 'admin'] as const;

/** The bar above every page of the administration. */
export const Frame: ParentComponent = (props) => {
  const { member, connection } = useStaff();
  const atDesk = (): boolean => DESK.some((role) => member().roles.includes(role));
  return (
    <Page
      width="full"
      skipLabel={t().skip}
      class={styles.main}
      header={
        <>
          <TopBar
            brand={t().brand}
            brandHref={atDesk() ? '/board' : '/field'}
            navLabel={t().places}
            nav={[
              atDesk() ? { href: '/board', label: t().board } : { href: '/field', label: t().field },
              { href: '/results', label: t().results },
              { href: '/admin', label: t().admin, current: true },
            ]}
          >
            <MeMenu />
          </TopBar>
          {connection.writable() ? null : <Banner title={t().readOnly} icon="alert" role="status" />}
        </>
      }
    >
      {props.children}
    </Page>
  );
};
