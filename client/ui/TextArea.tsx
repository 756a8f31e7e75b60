import { type Component, Index, type JSX, Show, splitProps } from 'solid-js';
import { hueOf } from './Avatar.tsx';
import { cx } from './cx.ts';
import { useField } from './Field.tsx';
import face from './inputFace.module.css';
import styles from './TextArea.module.css';

export interface TextCaret {
  /** Whose; gives the hue. */
  readonly id: string;
  readonly name: string;
  /** Characters before it. */
  readonly index: number;
}

export interface TextAreaProps extends Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, 'value'> {
  value: string;
  onValue: (value: string) => void;
  size?: 'desk' | 'field' | 'public' | undefined;
  /** Most characters wanted. Typing goes on past it, so nothing pasted is lost; the counter and the error say so. */
  limit?: number | undefined;
  /** The counter's words; shown from 80 % of the limit, or always with `counterAlways`. */
  counter?: ((used: number, limit: number) => string) | undefined;
  counterAlways?: boolean | undefined;
  /** Where others write in the same text, drawn over it. */
  carets?: readonly TextCaret[] | undefined;
  /** A small control in the lower right corner. */
  corner?: JSX.Element;
}

/** Several lines of text that grow with what is written. */
export const TextArea: Component<TextAreaProps> = (all) => {
  const field = useField();
  const [own, rest] = splitProps(all, [
    'value',
    'onValue',
    'size',
    'limit',
    'counter',
    'counterAlways',
    'corner',
    'carets',
    'class',
    'disabled',
  ]);
  // Code points, as the server counts them: an emoji is one character, not two.
  const used = (): number => Array.from(own.value).length;
  const over = (): boolean => own.limit !== undefined && used() > own.limit;
  const counterText = (): string | undefined =>
    own.limit !== undefined && own.counter && (own.counterAlways === true || used() >= own.limit * 0.8)
      ? own.counter(used(), own.limit)
      : undefined;
  return (
    <div class={cx(styles.wrap, own.class)}>
      <span
        class={cx(
          face.face,
          face[own.size ?? field?.size() ?? 'desk'],
          (field?.invalid() || over()) && face.invalid,
          own.disabled === true && face.disabled,
          styles.face,
          own.corner !== undefined && styles.cornered,
        )}
        data-value={own.value}
      >
        <textarea
          id={field?.id}
          rows={3}
          aria-describedby={field?.describedBy()}
          aria-invalid={field?.invalid() || over() ? 'true' : undefined}
          required={field?.required() ?? false}
          {...rest}
          disabled={own.disabled ?? false}
          value={own.value}
          onInput={(event) => own.onValue(event.currentTarget.value)}
        />
        <Index each={own.carets}>
          {(caret) => (
            <span class={styles.caret} aria-hidden="true">
              {own.value.slice(0, caret().index)}
              <b class={styles[`p${hueOf(caret().id)}`]} data-name={caret().name} />
            </span>
          )}
        </Index>
        <Show when={own.corner}>
          <span class={styles.corner}>{own.corner}</span>
        </Show>
      </span>
      <Show when={own.counter}>
        <p class={cx(styles.counter, over() && styles.over)} aria-live="polite">
          {counterText()}
        </p>
      </Show>
    </div>
  );
};
