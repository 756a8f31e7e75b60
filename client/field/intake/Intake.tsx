import { useSearchParams } from '@solidjs/router';
import { type Component, createMemo, For, Show } from 'solid-js';
import { BOUNDS } from '../../../shared/order/settings.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { named } from '../../kit/i18n.ts';
import { createIntake } from '../../kit/intake.ts';
import { PhotoField } from '../../kit/photo-field/PhotoField.tsx';
import { useStaff } from '../../kit/staff.ts';
import {
  Banner,
  Button,
  Checkbox,
  EmptyState,
  Field,
  FilterChip,
  Select,
  TextArea,
  TextInput,
} from '../../ui/index.ts';
import styles from '../ask/ask.module.css';
import { useField } from '../model/field.ts';
import { t } from '../words.ts';
import own from './intake.module.css';
import { Taken } from './Taken.tsx';

/** 登记: a report taken in on the spot; without network it is kept and sent later (rule U68). */
export const Intake: Component = () => {
  const staff = useStaff();
  const field = useField();
  const feedback = useFeedback();
  const [search] = useSearchParams();
  const places = createMemo(() => myPlaces(staff));
  const { value, change, photos, items, suggested, wrong, problem, sending, live, taken, submit, next } =
    createIntake({
      key: 'field-intake',
      areaId: () => (places().length === 1 ? (places()[0]?.value ?? '') : ''),
      channel: 'grid',
      send: (report, watched) => field.send({ type: 'submit', order: null, ...report }, watched),
      kept: () => feedback.toast({ text: t().intakeKept }),
    });

  // From the wish wall.
  if (search['wish'] !== undefined) change({ wish: true });

  return (
    <Show
      when={taken()}
      fallback={
        <Show when={places().length > 0} fallback={<EmptyState icon="grid" title={t().noAreas} />}>
          <form
            class={styles.form}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void submit();
            }}
          >
            <Field
              label={t().what}
              hint={t().whatHint}
              required
              error={
                wrong() === 'text' ? t().ask.needText : wrong() === 'length' ? t().ask.tooLong : undefined
              }
            >
              <TextArea
                size="field"
                rows={3}
                limit={BOUNDS.text}
                counter={t().ask.used}
                value={value().text}
                onValue={(text) => change({ text })}
              />
            </Field>
            <PhotoField photos={photos} />
            <Field label={t().where} required error={wrong() === 'areaId' ? t().chooseWhere : undefined}>
              <Select
                size="field"
                value={value().areaId}
                onValue={(areaId) => change({ areaId })}
                placeholder={t().chooseWhere}
                options={places()}
              />
            </Field>
            <Field label={t().address} aside={t().ask.optional}>
              <TextInput
                size="field"
                maxLength={BOUNDS.address}
                value={value().address}
                onValue={(address) => change({ address })}
              />
            </Field>
            <div class={own.group}>
              <Field label={t().kind} aside={t().ask.optional}>
                <Select
                  size="field"
                  value={value().itemId}
                  onValue={(itemId) => change({ itemId })}
                  options={[
                    { value: '', label: t().chooseItem },
                    ...items().map((item) => ({
                      value: item._id,
                      label: named(item),
                      group: staff.directory.categoryName(item.categoryId),
                    })),
                  ]}
                />
              </Field>
              <Show when={suggested().length > 0}>
                <div class={own.chips} role="group" aria-label={t().looksLike}>
                  <span class={styles.note}>{t().looksLike}</span>
                  <For each={suggested()}>
                    {(item) => (
                      <FilterChip
                        size="field"
                        label={named(item)}
                        pressed={value().itemId === item._id}
                        onPress={(on) => change({ itemId: on ? item._id : '' })}
                      />
                    )}
                  </For>
                </div>
              </Show>
            </div>
            <div class={own.group}>
              <Checkbox
                size="field"
                checked={value().urgent}
                hint={t().urgentHint}
                onChange={(urgent) => change({ urgent, ...(urgent ? { wish: false } : {}) })}
              >
                {t().isUrgent}
              </Checkbox>
              <Checkbox
                size="field"
                checked={value().wish}
                hint={t().wishHint}
                onChange={(wish) => change({ wish, ...(wish ? { urgent: false } : {}) })}
              >
                {t().isWish}
              </Checkbox>
            </div>
            <div class={own.two}>
              <Field label={t().contactName} aside={t().ask.optional}>
                <TextInput
                  size="field"
                  maxLength={40}
                  autocomplete="off"
                  value={value().name}
                  onValue={(name) => change({ name })}
                />
              </Field>
              <Field label={t().contactPhone} aside={t().ask.optional}>
                <TextInput
                  size="field"
                  type="tel"
                  inputMode="tel"
                  maxLength={24}
                  autocomplete="off"
                  value={value().phone}
                  onValue={(phone) => change({ phone })}
                />
              </Field>
            </div>
            <Checkbox
              size="field"
              checked={value().callback}
              hint={t().byCallbackHint}
              onChange={(callback) => change({ callback })}
            >
              {t().byCallback}
            </Checkbox>
            <Show when={problem()}>
              <Banner icon="alert" role="alert" title={problem()} />
            </Show>
            <Show when={!live()}>
              <p class={styles.note}>{t().ask.offline}</p>
            </Show>
            <Button type="submit" variant="primary" size="thumb" block loading={sending()}>
              {t().submitIt}
            </Button>
          </form>
        </Show>
      }
    >
      {(done) => <Taken orderId={done().orderId} receipt={done().receipt} onNext={() => next()} />}
    </Show>
  );
};

/** Every grid and community I serve, the smaller places first under the name of the larger. */
const myPlaces = (staff: ReturnType<typeof useStaff>) => {
  const areas = (staff.directory.data()?.areas ?? []).filter(
    (area) => area.active && (area.level === 'community' || area.level === 'grid'),
  );
  const serves = staff.member().areaIds.map((id) => staff.directory.area(id)?.path ?? '-');
  return areas
    .filter((area) => serves.some((path) => area.path.startsWith(path) || path.startsWith(area.path)))
    .map((area) => ({
      value: area._id,
      label: area.name,
      group: area.level === 'grid' && area.parentId ? staff.directory.areaName(area.parentId) : area.name,
    }))
    .toSorted(
      (a, b) =>
        a.group.localeCompare(b.group, 'zh-CN') || Number(a.group === a.label) - Number(b.group === b.label),
    );
};
