import { type Component, createMemo, createSignal, onCleanup, Show } from 'solid-js';
import { BOUNDS } from '../../../shared/order/settings.ts';
import { Button, PhotoStrip } from '../../ui/index.ts';
import { addPhotos } from '../photos.ts';
import { kitTexts } from '../texts/index.ts';
import type { DraftPhotos } from './draft-photos.ts';
import styles from './photo-field.module.css';

/** Photos from the camera or the album, made small before they are kept. */
export const PhotoField: Component<{
  readonly photos: DraftPhotos;
  readonly size?: 'desk' | 'field';
}> = (props) => {
  const words = () => kitTexts().photo;
  let camera: HTMLInputElement | undefined;
  const [busy, setBusy] = createSignal(false);
  const urls = new Map<File, string>();
  const urlOf = (file: File): string => {
    const url = urls.get(file) ?? URL.createObjectURL(file);
    urls.set(file, url);
    return url;
  };
  onCleanup(() => {
    for (const url of urls.values()) URL.revokeObjectURL(url);
  });
  const add = async (more: readonly File[]): Promise<void> => {
    setBusy(true);
    try {
      await addPhotos(props.photos, more, BOUNDS.photosPerReport);
    } finally {
      setBusy(false);
    }
  };
  const strip = createMemo(() =>
    props.photos.files().map((file, index) => ({
      id: String(index),
      src: urlOf(file),
      alt: words().photoN(index + 1),
    })),
  );
  return (
    <div class={styles.photos}>
      <p class={styles.label}>
        {words().photos} <span class={styles.aside}>{words().optional}</span>
      </p>
      <div class={styles.strip}>
        <PhotoStrip
          size="large"
          label={words().photos}
          photos={strip()}
          max={BOUNDS.photosPerReport}
          onAdd={(files) => void add(files)}
          addLabel={words().addPhoto}
          onRemove={(photo) =>
            props.photos.set(props.photos.files().filter((_, index) => String(index) !== photo.id))
          }
          removeLabel={(photo) => words().removePhoto(Number(photo.id) + 1)}
        />
        <Show when={props.photos.files().length < BOUNDS.photosPerReport}>
          <input
            ref={(element) => {
              camera = element;
            }}
            class={styles.camera}
            type="file"
            accept="image/*"
            capture="environment"
            tabIndex={-1}
            aria-hidden="true"
            onChange={(event) => {
              const files = Array.from(event.currentTarget.files ?? []);
              event.currentTarget.value = '';
              void add(files);
            }}
          />
          <Button size={props.size ?? 'field'} icon="camera" loading={busy()} onClick={() => camera?.click()}>
            {words().takePhoto}
          </Button>
        </Show>
      </div>
    </div>
  );
};
