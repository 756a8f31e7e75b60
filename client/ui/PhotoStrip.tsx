import { type Component, For, Show } from 'solid-js';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './PhotoStrip.module.css';
import { Spinner } from './Spinner.tsx';

export interface StripPhoto {
  id: string;
  src: string;
  /** What it shows, or which one it is: "照片 1". */
  alt: string;
  state?: 'ready' | 'uploading' | 'failed' | undefined;
  /** Words for the state when it is not ready. */
  stateLabel?: string | undefined;
}

export interface PhotoStripProps {
  photos: readonly StripPhoto[];
  label: string;
  onOpen?: ((photo: StripPhoto) => void) | undefined;
  onRemove?: ((photo: StripPhoto) => void) | undefined;
  removeLabel?: ((photo: StripPhoto) => string) | undefined;
  onAdd?: ((files: File[]) => void) | undefined;
  addLabel?: string | undefined;
  /** Most photos; at that number the add button goes. */
  max?: number | undefined;
  accept?: string | undefined;
  /** Opens the camera straight away on a phone. */
  capture?: 'environment' | undefined;
  size?: 'small' | 'large' | undefined;
  class?: string | undefined;
}

export const PhotoStrip: Component<PhotoStripProps> = (props) => {
  const room = (): number => (props.max ?? Number.POSITIVE_INFINITY) - props.photos.length;
  const take = (input: HTMLInputElement): void => {
    const files = Array.from(input.files ?? []).slice(0, Math.max(0, room()));
    // Emptied so that choosing the same photo again fires a change.
    input.value = '';
    if (files.length > 0) props.onAdd?.(files);
  };
  return (
    <ul
      class={cx(styles.strip, props.size === 'large' && styles.large, props.class)}
      aria-label={props.label}
    >
      <For each={props.photos}>
        {(photo) => (
          <li
            class={cx(styles.photo, styles[photo.state ?? 'ready'])}
            aria-busy={photo.state === 'uploading'}
          >
            <Show when={props.onOpen} fallback={<img class={styles.image} src={photo.src} alt={photo.alt} />}>
              <button type="button" class={styles.open} onClick={() => props.onOpen?.(photo)}>
                <img class={styles.image} src={photo.src} alt={photo.alt} loading="lazy" />
              </button>
            </Show>
            <Show when={(photo.state ?? 'ready') !== 'ready'}>
              <span class={styles.state} role="img" aria-label={photo.stateLabel} title={photo.stateLabel}>
                <Show when={photo.state === 'uploading'} fallback={<Icon name="error" size={20} />}>
                  <Spinner />
                </Show>
              </span>
            </Show>
            <Show when={props.onRemove}>
              <button
                type="button"
                class={styles.remove}
                aria-label={props.removeLabel?.(photo) ?? photo.alt}
                title={props.removeLabel?.(photo)}
                onClick={() => props.onRemove?.(photo)}
              >
                <Icon name="close" size={14} />
              </button>
            </Show>
          </li>
        )}
      </For>
      <Show when={props.onAdd && room() > 0}>
        <li>
          <label class={styles.add} title={props.addLabel}>
            <input
              class={styles.input}
              type="file"
              multiple={room() > 1}
              accept={props.accept ?? 'image/*'}
              capture={props.capture}
              aria-label={props.addLabel}
              onChange={(event) => take(event.currentTarget)}
            />
            <Icon name="add" size={20} />
          </label>
        </li>
      </Show>
    </ul>
  );
};
