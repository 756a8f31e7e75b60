import { type Component, For, Show } from 'solid-js';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { api, attempt } from '../../kit/api.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { PATHS } from '../../kit/paths.ts';
import { Button, PhotoStrip, SectionHead } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './detail.module.css';

/** Every photo of the order; staff choose which of them residents may see. */
export const Photos: Component<{ readonly order: OrderDetail; readonly onChanged: () => void }> = (props) => {
  const feedback = useFeedback();
  const publish = async (id: string, published: boolean): Promise<void> => {
    const answer = await attempt(api.put(PATHS.publishPhoto(id), { published }));
    if (!answer.ok) feedback.toast({ text: answer.fault.message, tone: 'ochre', politeness: 'assertive' });
    props.onChanged();
  };
  return (
    <Show when={props.order.photos.length > 0}>
      <section class={styles.section}>
        <SectionHead title={t().photos} aside={props.order.photos.length} />
        <PhotoStrip
          size="large"
          label={t().photos}
          photos={props.order.photos.map((photo, i) => ({
            id: photo._id,
            src: PATHS.photo(photo._id),
            alt: `${t().photos} ${i + 1}`,
          }))}
          onOpen={(photo) => void window.open(photo.src, '_blank', 'noopener')}
        />
        <div class={styles.publish}>
          <For each={props.order.photos}>
            {(photo, i) => (
              <Button
                size="small"
                aria-pressed={photo.published}
                onClick={() => void publish(photo._id, !photo.published)}
              >
                {`${i() + 1} ${photo.published ? t().unpublish : t().publish}`}
              </Button>
            )}
          </For>
        </div>
      </section>
    </Show>
  );
};
