import { type ParentComponent, Show } from 'solid-js';
import { MeMenu } from '../../kit/me-menu/MeMenu.tsx';
import { createNarrow } from '../../kit/narrow.ts';
import { useStaff } from '../../kit/staff.ts';
import { Banner, ButtonLink, Page, PhoneHeader, TopBar } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './frame.module.css';

/** Up to this width (px) the menu hides behind the bar, as in frame.module.css. */
const NARROW = 900;

const DESK = ['officer', 'leader', 'admin'] as const;

/** The bar above every page of the administration; on a phone the way back and the menu are left of it. */
export const Frame: ParentComponent = (props) => {
  const { member, connection } = useStaff();
  const narrow = createNarrow(NARROW);
  const home = () =>
    DESK.some((role) => member().roles.includes(role))
      ? { href: '/board', label: t().board }
      : { href: '/field', label: t().field };
  return (
    <Page
      width="full"
      skipLabel={t().skip}
      class={styles.main}
      header={
        <>
          <Show
            when={narrow()}
            fallback={
              <TopBar
                brand={t().brand}
                brandHref={home().href}
                navLabel={t().places}
                nav={[
                  home(),
                  { href: '/results', label: t().results },
                  { href: '/admin', label: t().admin, current: true },
                ]}
              >
                <MeMenu />
              </TopBar>
            }
          >
            <PhoneHeader
              heading={false}
              title={t().admin}
              start={
                <ButtonLink href={home().href} variant="ghost" size="field" icon="back">
                  {home().label}
                </ButtonLink>
              }
            >
              <MeMenu />
            </PhoneHeader>
          </Show>
          <Show when={!connection.writable()}>
            <Banner title={t().readOnly} icon="alert" role="status" />
          </Show>
        </>
      }
    >
      {props.children}
    </Page>
  );
};
