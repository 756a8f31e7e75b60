import type { Component } from 'solid-js';
import { Avatar, appearance, Menu, Sr, setAppearance } from '../../ui/index.ts';
import { language, setLanguage } from '../i18n.ts';
import { useStaff } from '../staff.ts';
import { kitTexts } from '../texts/index.ts';

/** Who is signed in, and what they choose for themselves: language, look, leaving. */
export const MeMenu: Component = () => {
  const staff = useStaff();
  const words = () => kitTexts().me;
  const dark = (): boolean => appearance().theme === 'dark';
  const signOut = async (): Promise<void> => {
    const waiting = staff.outbox.entries().length;
    if (waiting > 0 && !window.confirm(words().unsent(waiting))) return;
    await staff.session.signOut();
  };
  return (
    <Menu
      label={words().me}
      trigger={
        <>
          <Avatar id={staff.member()._id} name={staff.member().name} size={28} decorative />
          <Sr>{words().me}</Sr>
        </>
      }
      variant="ghost"
      placement="bottom-end"
      items={[
        {
          id: 'language',
          label: words().language,
          icon: 'language',
          onSelect: () => setLanguage(language() === 'en' ? 'zh-CN' : 'en'),
        },
        {
          id: 'dark',
          label: dark() ? words().light : words().dark,
          icon: dark() ? 'sun' : 'moon',
          onSelect: () => setAppearance({ theme: dark() ? 'light' : 'dark' }),
        },
        {
          id: 'contrast',
          label: words().highContrast,
          icon: 'contrast',
          on: appearance().contrast === 'high',
          onSelect: () => setAppearance({ contrast: appearance().contrast === 'high' ? 'normal' : 'high' }),
        },
        {
          id: 'type',
          label: words().largeType,
          icon: 'type-size',
          on: appearance().type === 'large',
          onSelect: () => setAppearance({ type: appearance().type === 'large' ? 'normal' : 'large' }),
        },
        {
          id: 'out',
          label: words().signOut,
          icon: 'logout',
          separated: true,
          onSelect: () => void signOut(),
        },
      ]}
    />
  );
};
