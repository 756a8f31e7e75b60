import type { Component } from 'solid-js';
import { language, setLanguage } from '../kit/i18n.ts';
import { useStaff } from '../kit/staff.ts';
import { appearance, Button, Switch, setAppearance } from '../ui/index.ts';
import styles from './field.module.css';
import { t } from './words.ts';

export const Me: Component = () => {
  const staff = useStaff();
  const signOut = async (): Promise<void> => {
    const waiting = staff.outbox.entries().length;
    if (waiting > 0 && !window.confirm(t().unsentWarn(waiting))) return;
    await staff.session.signOut();
  };
  return (
    <div class={styles.form}>
      <p>
        {t().member} <strong>{staff.member().name}</strong> · {staff.member().username}
      </p>
      <Switch
        label={t().largeType}
        on={appearance().type === 'large'}
        onChange={(on) => setAppearance({ type: on ? 'large' : 'normal' })}
      />
      <Switch
        label={t().dark}
        on={appearance().theme === 'dark'}
        onChange={(on) => setAppearance({ theme: on ? 'dark' : 'light' })}
      />
      <Switch
        label={t().highContrast}
        on={appearance().contrast === 'high'}
        onChange={(on) => setAppearance({ contrast: on ? 'high' : 'normal' })}
      />
      <Button
        size="field"
        icon="language"
        block
        onClick={() => setLanguage(language() === 'en' ? 'zh-CN' : 'en')}
      >
        {t().language}
      </Button>
      <Button size="field" icon="logout" block onClick={() => void signOut()}>
        {t().signOut}
      </Button>
    </div>
  );
};
