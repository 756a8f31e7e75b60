import { A } from '@solidjs/router';
import { type Component, type JSX, type ParentComponent, Show } from 'solid-js';
import { language, setLanguage } from '../kit/i18n.ts';
import { appearance, BrandSeal, Button, Page, PhoneHeader, setAppearance } from '../ui/index.ts';
import styles from './resident.module.css';
import { t } from './words.ts';

interface ShellProps {
  readonly place?: string | undefined;
  /** Room for tables beside each other. */
  readonly wide?: boolean;
  readonly footer?: JSX.Element;
}

/** The plainest frame there is: seal, place, large type, language; where to go next at the foot. */
export const Shell: ParentComponent<ShellProps> = (props) => (
  <Page
    width={props.wide ? 'figures' : 'public'}
    skipLabel={t().skip}
    header={
      <PhoneHeader
        heading={false}
        title={
          <A href="/" class={styles.brand}>
            <BrandSeal size={28} />
            <span>{props.place ?? t().brand}</span>
          </A>
        }
      >
        <Button
          variant="ghost"
          size="field"
          icon="type-size"
          aria-pressed={appearance().type === 'large'}
          onClick={() => setAppearance({ type: appearance().type === 'large' ? 'normal' : 'large' })}
        >
          {t().largeType}
        </Button>
      </PhoneHeader>
    }
    {...(props.footer ? { footer: props.footer } : {})}
  >
    {props.children}
    <FootLinks />
  </Page>
);

const FootLinks: Component = () => (
  <nav class={styles.links}>
    <A href="/" end>
      {t().navSubmit}
    </A>
    <A href="/track">{t().navTrack}</A>
    <A href="/wishes">{t().navWishes}</A>
    <A href="/results">{t().navResults}</A>
    <button type="button" onClick={() => setLanguage(language() === 'en' ? 'zh-CN' : 'en')}>
      {t().language}
    </button>
    <A href="/signin">{t().staff}</A>
  </nav>
);

export const PageTitle: Component<{ readonly title: string; readonly lead?: string | undefined }> = (
  props,
) => (
  <header class={styles.title}>
    <h1>{props.title}</h1>
    <Show when={props.lead}>
      <p>{props.lead}</p>
    </Show>
  </header>
);
