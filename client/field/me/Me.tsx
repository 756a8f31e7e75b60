import { type Component, createSignal, Show } from 'solid-js';
import { draftCount } from '../../kit/drafts.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { type Language, language, setLanguage } from '../../kit/i18n.ts';
import { setSound, soundOn } from '../../kit/sound.ts';
import { useStaff } from '../../kit/staff.ts';
import { word } from '../../kit/words.ts';
import {
  Avatar,
  appearance,
  BottomSheet,
  Button,
  ButtonLink,
  Field,
  SectionHead,
  Select,
  Switch,
  setAppearance,
  type ThemeChoice,
} from '../../ui/index.ts';
import { createDuty } from '../Frame.tsx';
import { useField } from '../model/field.ts';
import { faultText, t } from '../words.ts';
import styles from './me.module.css';
import { Password } from './Password.tsx';
import { Row } from './Row.tsx';

/** 我: duty, looks, sound, language, password, signing out. */
export const Me: Component = () => {
  const staff = useStaff();
  const duty = createDuty();
  const [changing, setChanging] = createSignal(false);
  const onBoard = () =>
    staff.member().roles.some((role) => role === 'officer' || role === 'leader' || role === 'admin');
  const serves = () =>
    staff
      .member()
      .areaIds.map((id) => staff.directory.areaName(id))
      .filter((name) => name !== '')
      .join('、');
  return (
    <div class={styles.me}>
      <div class={styles.who}>
        <Avatar id={staff.member()._id} name={staff.member().name} size={40} decorative />
        <div>
          <p class={styles.name}>{staff.member().name}</p>
          <p class={styles.note}>
            {staff.member().roles.map(word.role).join('、')}
            <Show when={serves()}> {serves()}</Show>
          </p>
        </div>
      </div>
      <Row label={t().onDuty} note={t().dutyNote}>
        <Switch on={duty.on()} busy={duty.busy()} onChange={duty.turn} label={t().onDuty} />
      </Row>
      <Row label={t().sound} note={t().soundNote}>
        <Switch on={soundOn()} onChange={setSound} label={t().sound} />
      </Row>

      <SectionHead title={t().appearance} />
      <Row label={t().largeType}>
        <Switch
          on={appearance().type === 'large'}
          onChange={(on) => setAppearance({ type: on ? 'large' : 'normal' })}
          label={t().largeType}
        />
      </Row>
      <Row label={t().highContrast}>
        <Switch
          on={appearance().contrast === 'high'}
          onChange={(on) => setAppearance({ contrast: on ? 'high' : 'normal' })}
          label={t().highContrast}
        />
      </Row>
      <Field label={t().theme}>
        <Select
          size="field"
          value={appearance().theme}
          onValue={(theme) => setAppearance({ theme: theme as ThemeChoice })}
          options={[
            { value: 'system', label: t().themeSystem },
            { value: 'light', label: t().light },
            { value: 'dark', label: t().dark },
          ]}
        />
      </Field>
      <Field label={t().language}>
        <Select
          size="field"
          value={language()}
          onValue={(next) => setLanguage(next as Language)}
          options={[
            { value: 'zh-CN', label: t().languageNames.zh },
            { value: 'en', label: t().languageNames.en },
          ]}
        />
      </Field>

      <SectionHead title={t().account} aside={staff.member().username} />
      <Button size="field" icon="key" block onClick={() => setChanging(true)}>
        {t().password}
      </Button>
      <Show when={onBoard()}>
        <ButtonLink size="field" icon="grid" block href="/board">
          {t().board}
        </ButtonLink>
      </Show>
      <ButtonLink size="field" icon="star" block href="/results">
        {t().results}
      </ButtonLink>
      <SignOut />
      <Show when={changing()}>
        <Password onClose={() => setChanging(false)} />
      </Show>
    </div>
  );
};

/** Signing out deletes what this phone keeps; with unsent or half-written work it asks first (rule U69). */
const SignOut: Component = () => {
  const staff = useStaff();
  const field = useField();
  const feedback = useFeedback();
  const [asking, setAsking] = createSignal(0);
  const [busy, setBusy] = createSignal(false);
  const leave = async (): Promise<void> => {
    setBusy(true);
    try {
      await staff.session.signOut();
    } catch (error) {
      feedback.toast({ text: faultText(error), tone: 'ochre', politeness: 'assertive' });
    } finally {
      setBusy(false);
    }
  };
  const ask = (): void => {
    const kept = staff.outbox.entries().length + field.refused.list().length + draftCount(staff.member()._id);
    if (kept > 0) setAsking(kept);
    else void leave();
  };
  return (
    <>
      <Button size="field" icon="logout" block loading={busy()} onClick={ask}>
        {t().signOut}
      </Button>
      <Show when={asking() > 0}>
        <BottomSheet
          open
          role="alertdialog"
          title={t().signOutTitle}
          description={t().signOutNote(asking())}
          closeLabel={t().close}
          onClose={() => setAsking(0)}
          footer={
            <>
              <Button size="field" variant="primary" onClick={() => setAsking(0)}>
                {t().stay}
              </Button>
              <Button size="field" loading={busy()} onClick={() => void leave()}>
                {t().signOutAnyway}
              </Button>
            </>
          }
        />
      </Show>
    </>
  );
};
