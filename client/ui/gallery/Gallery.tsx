import type { Component } from 'solid-js';
import { appearance, RadioGroup, setAppearance } from '../index.ts';
import { BoardSection } from './BoardSection.tsx';
import { FormSection } from './FormSection.tsx';
import styles from './gallery.module.css';
import { MarkSections } from './MarkSections.tsx';
import { OverlaySection } from './OverlaySection.tsx';
import { PhoneSection } from './PhoneSection.tsx';

const choices = <T extends string>(values: readonly T[]): { value: T; label: T }[] =>
  values.map((value) => ({ value, label: value }));

const THEMES = ['system', 'light', 'dark'] as const;
const CONTRASTS = ['system', 'normal', 'high'] as const;
const TYPES = ['normal', 'large'] as const;

const pick = <T extends string>(values: readonly T[], value: string, then: (value: T) => void): void => {
  const found = values.find((one) => one === value);
  if (found) then(found);
};

/** Every component in every state, with switches for theme, contrast and type. Development only. */
export const Gallery: Component = () => (
  <>
    <header class={styles.switches}>
      <RadioGroup
        label="Theme"
        layout="row"
        value={appearance().theme}
        onValue={(value) => pick(THEMES, value, (theme) => setAppearance({ theme }))}
        options={choices(THEMES)}
      />
      <RadioGroup
        label="Contrast"
        layout="row"
        value={appearance().contrast}
        onValue={(value) => pick(CONTRASTS, value, (contrast) => setAppearance({ contrast }))}
        options={choices(CONTRASTS)}
      />
      <RadioGroup
        label="Type"
        layout="row"
        value={appearance().type}
        onValue={(value) => pick(TYPES, value, (type) => setAppearance({ type }))}
        options={choices(TYPES)}
      />
    </header>
    <main class={styles.page}>
      <h1>Paidan UI</h1>
      <BoardSection />
      <PhoneSection />
      <FormSection />
      <MarkSections />
      <OverlaySection />
    </main>
  </>
);
