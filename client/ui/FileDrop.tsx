import { type Component, createSignal, createUniqueId, Show } from 'solid-js';
import { cx } from './cx.ts';
import styles from './FileDrop.module.css';
import { Icon } from './Icon.tsx';

export interface FileDropProps {
  /** "把文件拖到这里，或选择文件" */
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  accept?: string | undefined;
  multiple?: boolean | undefined;
  disabled?: boolean | undefined;
  onFiles: (files: File[]) => void;
  class?: string | undefined;
}

/** A native file input under a large target: pressing, keyboard and dropping all work. */
export const FileDrop: Component<FileDropProps> = (props) => {
  const id = createUniqueId();
  const [over, setOver] = createSignal(false);
  const note = (): string | undefined => props.error ?? props.hint;
  const give = (list: FileList | null | undefined): void => {
    const files = Array.from(list ?? []);
    if (files.length > 0 && props.disabled !== true)
      props.onFiles(props.multiple === true ? files : files.slice(0, 1));
  };
  return (
    <label
      class={cx(
        styles.drop,
        over() && styles.over,
        Boolean(props.error) && styles.invalid,
        props.disabled === true && styles.off,
        props.class,
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(props.disabled !== true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        give(event.dataTransfer?.files);
      }}
    >
      <input
        class={styles.input}
        type="file"
        accept={props.accept}
        multiple={props.multiple ?? false}
        disabled={props.disabled ?? false}
        aria-labelledby={`${id}-label`}
        aria-describedby={note() ? `${id}-note` : undefined}
        aria-invalid={props.error ? 'true' : undefined}
        onChange={(event) => {
          give(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      <Icon name="upload" size={24} class={styles.icon} />
      <span id={`${id}-label`} class={styles.label}>
        {props.label}
      </span>
      <Show when={note()}>
        <span id={`${id}-note`} class={styles.note} aria-live="polite">
          {note()}
        </span>
      </Show>
    </label>
  );
};
