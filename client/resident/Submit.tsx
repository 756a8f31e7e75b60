import { useNavigate, useParams, useSearchParams } from '@solidjs/router';
import { type Component, createMemo, createSignal, For, Show } from 'solid-js';
import type { Area } from '../../shared/areas/area.ts';
import { suggestItems } from '../../shared/catalogue/suggest.ts';
import { isFault } from '../kit/fault.ts';
import { createLoaded } from '../kit/loaded.ts';
import { shrinkPhoto } from '../kit/photos.ts';
import { areaNodes } from '../kit/place-names.ts';
import {
  Banner,
  Button,
  Checkbox,
  Dock,
  Field,
  FilterChip,
  TextArea,
  TextInput,
  TreeSelect,
} from '../ui/index.ts';
import { createDraft } from './draft.ts';
import { PhotoRow } from './PhotoRow.tsx';
import { keepReceipt } from './receipts.ts';
import styles from './resident.module.css';
import { PageTitle, Shell } from './Shell.tsx';
import { fetchAreas, fetchCatalogue, fetchSite, submitReport } from './wire.ts';
import { faultText, t } from './words.ts';

const MOST_TEXT = 10_000;
const MOST_PHOTOS = 6;
/** Mainland mobile, or a landline with area code; spaces and dashes are fine. */
const PHONE = /^(\+?86[- ]?)?(1\d{2}[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8})$/;

/** One question after the other: what, where, photos, contact. Everything typed survives a failure. */
export const Submit: Component = () => {
  const params = useParams<{ areaCode?: string }>();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const form = createDraft();
  // From the wish wall.
  if (search['wish'] !== undefined) form.set('wish', true);
  const areas = createLoaded(fetchAreas);
  const catalogue = createLoaded(fetchCatalogue);
  const site = createLoaded(fetchSite);
  const [sending, setSending] = createSignal(false);
  const [problem, setProblem] = createSignal('');
  const [tried, setTried] = createSignal(false);

  const nodes = createMemo(() => areaNodes(areas.value() ?? []));
  const scanned = createMemo(() => areas.value()?.find((area) => area.id === params.areaCode));
  const isUnknownCode = (): boolean =>
    params.areaCode !== undefined && areas.value() !== undefined && scanned() === undefined;
  // A code that was scanned counts before the list of areas is there; the server knows whether it is one.
  const areaId = (): string =>
    form.draft.areaId || scanned()?.id || (areas.value() ? '' : (params.areaCode ?? ''));
  const place = createMemo(() => communityOf(areas.value() ?? [], areaId())?.name);
  const suggestions = createMemo(() => {
    const items = catalogue.value()?.categories.flatMap((category) => category.items) ?? [];
    return suggestItems(form.draft.text, items, 3);
  });
  const textError = () => {
    const over = Array.from(form.draft.text).length - MOST_TEXT;
    if (over > 0) return t().tooLong(over);
    return tried() && form.draft.text.trim() === '' ? t().needText : undefined;
  };
  const areaError = () => (tried() && areaId() === '' ? t().needArea : undefined);
  const phoneError = () => {
    const phone = form.draft.phone.trim();
    return phone !== '' && tried() && !PHONE.test(phone) ? t().phoneInvalid : undefined;
  };

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    setProblem('');
    if (textError() || areaError() || phoneError()) {
      document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    setSending(true);
    try {
      const written = { ...form.draft, areaId: areaId() };
      const photos = await Promise.all(form.photos().map(shrinkPhoto));
      const receipt = await submitReport(written, photos, params.areaCode ? 'qr' : 'web');
      keepReceipt({ ...receipt, title: written.text.slice(0, 60), at: Date.now() });
      form.next();
      navigate(`/receipt#${receipt.reportKey ?? ''}~${receipt.trackingCode}`, {
        state: { receipt: { ...receipt } },
      });
    } catch (error) {
      setProblem(
        isFault(error, 'offline') || isFault(error, 'timeout')
          ? t().offlineKept
          : t().failedKept(faultText(error)),
      );
    } finally {
      setSending(false);
    }
  };

  return (
    <Shell place={place()}>
      <PageTitle title={t().submitTitle} lead={t().submitLead} />
      <form class={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <Field label={t().what} size="public" error={textError()} required>
          <TextArea
            size="public"
            rows={5}
            value={form.draft.text}
            onValue={(text) => form.set('text', text)}
            limit={MOST_TEXT}
          />
        </Field>
        <Show when={suggestions().length > 0}>
          <div class={styles.suggestions}>
            <span>{t().looksLike}</span>
            <For each={suggestions()}>
              {(item) => (
                <FilterChip
                  size="field"
                  label={item.name}
                  pressed={form.draft.item === item.id}
                  onPress={(on) => form.set('item', on ? item.id : '')}
                />
              )}
            </For>
          </div>
        </Show>
        <Field
          label={t().where}
          size="public"
          hint={scanned() ? t().fromQr : isUnknownCode() ? t().qrUnknown : t().whereHint}
          error={areaError()}
          required
        >
          <TreeSelect
            size="public"
            label={t().area}
            nodes={nodes()}
            value={areaId()}
            onValue={(id) => form.set('areaId', id)}
            emptyText={t().noData}
            loading={areas.loading()}
            opened="all"
            shows="path"
          />
        </Field>
        <Field label={t().address} size="public" aside={t().optional}>
          <TextInput
            size="public"
            value={form.draft.address}
            onValue={(address) => form.set('address', address)}
            maxLength={200}
          />
        </Field>
        <PhotoRow photos={form.photos()} onPhotos={form.setPhotos} max={MOST_PHOTOS} />
        <Field label={t().name} size="public" aside={t().optional}>
          <TextInput
            size="public"
            autocomplete="name"
            value={form.draft.name}
            onValue={(name) => form.set('name', name)}
            maxLength={40}
          />
        </Field>
        <Field
          label={t().phone}
          size="public"
          aside={t().optional}
          hint={t().contactNote(site.value()?.contactDays ?? null)}
          error={phoneError()}
        >
          <TextInput
            size="public"
            type="tel"
            inputMode="tel"
            autocomplete="tel"
            value={form.draft.phone}
            onValue={(phone) => form.set('phone', phone)}
            maxLength={24}
          />
        </Field>
        <Checkbox checked={form.draft.wish} onChange={(on) => form.set('wish', on)} size="field">
          {t().asWish}
        </Checkbox>
        <Show when={areas.value() === undefined && areas.fault()}>
          {(fault) => (
            <Banner
              title={faultText(fault())}
              icon="offline"
              action={<Button onClick={() => void areas.reload()}>{t().retry}</Button>}
            />
          )}
        </Show>
        <Show when={form.restored && !tried()}>
          <Banner title={t().draftRestored} tone="plain" role="note" />
        </Show>
        <Show when={problem()}>
          <Banner title={problem()} icon="alert" role="alert" />
        </Show>
        <Dock hint={t().dangerNoPhone} class={styles.dock}>
          <Button type="submit" variant="primary" size="thumb" block loading={sending()}>
            {sending() ? t().submitting : t().submit}
          </Button>
        </Dock>
      </form>
    </Shell>
  );
};

/** Nearest community at or above an area. */
function communityOf(
  areas: readonly {
    readonly id: string;
    readonly name: string;
    readonly level: Area['level'];
    readonly parentId: string | null;
  }[],
  id: string,
): { readonly name: string } | undefined {
  let area = areas.find((one) => one.id === id);
  while (area && area.level !== 'community' && area.parentId) {
    const { parentId } = area;
    area = areas.find((one) => one.id === parentId);
  }
  return area;
}
