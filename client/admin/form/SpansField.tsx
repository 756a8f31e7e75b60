import { type Component, For, Show } from 'solid-js';
import type { Span } from '../../../shared/calendar/types.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './form.module.css';
import { nextSpan, spansFault } from './spans.ts';
import { TimeBox } from './TimeBox.tsx';

/** Working hours of a day: any number of spans, each from and to; none is a free day. */
export const SpansField: Component<{
  /** Names the day for screen readers. */
  readonly label: string;
  readonly value: readonly Span[];
  readonly onValue: (spans: Span[]) => void;
  readonly disabled?: boolean;
}> = (props) => {
  const change = (index: number, part: Partial<Span>): void =>
    props.onValue(props.value.map((span, i) => (i === index ? { ...span, ...part } : span)));
  const box = (index: number, part: 'from' | 'to', span: Span) => (
    <TimeBox
      label={t().form[part === 'from' ? 'spanFrom' : 'spanTo'](props.label, index + 1)}
      value={span[part]}
      onValue={(minutes) => change(index, { [part]: minutes })}
      disabled={props.disabled ?? false}
    />
  );
  return (
    <div class={styles.spans}>
      <Show when={props.value.length === 0}>
        <span class={styles.free}>{t().form.free}</span>
      </Show>
      <For each={props.value.map((_, index) => index)}>
        {(index) => (
          <Show when={props.value[index]}>
            {(span) => (
              <span class={styles.span}>
                {box(index, 'from', span())}
                <span aria-hidden="true">–</span>
                {box(index, 'to', span())}
                <Show when={props.disabled !== true}>
                  <IconButton
                    size="small"
                    icon="close"
                    label={t().form.removeSpan(props.label, index + 1)}
                    onClick={() => props.onValue(props.value.filter((_, i) => i !== index))}
                  />
                </Show>
              </span>
            )}
          </Show>
        )}
      </For>
      <Show when={props.disabled !== true && props.value.length < 6}>
        <Button
          size="small"
          variant="ghost"
          icon="add"
          aria-label={t().form.addSpan(props.label)}
          onClick={() => props.onValue([...props.value, nextSpan(props.value)])}
        >
          {t().form.span}
        </Button>
      </Show>
      <Show when={spansFault(props.value)}>
        {(fault) => (
          <span class={styles.error} role="alert">
            {t().form[fault()]}
          </span>
        )}
      </Show>
    </div>
  );
};
