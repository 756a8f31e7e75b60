import { type Component, createMemo, onCleanup } from 'solid-js';
import { addPhotos } from '../kit/photos.ts';
import { Field, PhotoStrip } from '../ui/index.ts';
import { t } from './words.ts';

interface PhotoRowProps {
  readonly photos: readonly File[];
  readonly onPhotos: (photos: readonly File[]) => void;
  readonly max: number;
}

/** Chosen photos as thumbnails, made smaller on the phone before they travel. */
export const PhotoRow: Component<PhotoRowProps> = (props) => {
  const urls = new Map<File, string>();
  const urlOf = (file: File): string => {
    const known = urls.get(file) ?? URL.createObjectURL(file);
    urls.set(file, known);
    return known;
  };
  onCleanup(() => {
    for (const url of urls.values()) URL.revokeObjectURL(url);
  });
  const strip = createMemo(() =>
    props.photos.map((file, i) => ({ id: String(i), src: urlOf(file), alt: `${t().photos} ${i + 1}` })),
  );
  const list = { files: () => props.photos, set: (files: readonly File[]) => props.onPhotos(files) };
  return (
    <Field label={t().photos} size="public" aside={t().optional} hint={t().photoNote(props.max)}>
      <PhotoStrip
        size="large"
        label={t().photos}
        photos={strip()}
        max={props.max}
        onAdd={(files) => void addPhotos(list, files, props.max)}
        addLabel={t().addPhoto}
        onRemove={(photo) => props.onPhotos(props.photos.filter((_, i) => String(i) !== photo.id))}
        removeLabel={() => t().removePhoto}
      />
    </Field>
  );
};
