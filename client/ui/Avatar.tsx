import { type Component, For, Show } from 'solid-js';
import styles from './Avatar.module.css';
import { cx } from './cx.ts';

export type PersonHue = 1 | 2 | 3 | 4 | 5;
const HUES: readonly PersonHue[] = [1, 2, 3, 4, 5];

/** The hue of a person or unit: the same id has the same hue on every screen (FNV-1a of the id). */
export const hueOf = (id: string): PersonHue => {
  let hash = 0x811c9dc5;
  for (const character of id) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return HUES[(hash >>> 0) % HUES.length] ?? 1;
};

/** One Chinese character, or up to two Latin initials. */
export const initialOf = (name: string): string => {
  const words = name.trim().split(/\s+/u);
  const first = Array.from(words[0] ?? '')[0] ?? '';
  if (!/^[a-z]/iu.test(first)) return first;
  const last = words.length > 1 ? (Array.from(words.at(-1) ?? '')[0] ?? '') : '';
  return (first + last).toUpperCase();
};

export interface Person {
  id: string;
  name: string;
  /** Units are drawn square. */
  kind?: 'person' | 'unit' | undefined;
}

export interface AvatarProps extends Person {
  size?: 20 | 24 | 28 | 32 | 40 | undefined;
  /** The name is written beside it: the avatar is then hidden from screen readers. */
  decorative?: boolean | undefined;
  class?: string | undefined;
}

export const Avatar: Component<AvatarProps> = (props) => (
  <span
    class={cx(
      styles.avatar,
      styles[`s${props.size ?? 20}`],
      styles[`p${hueOf(props.id)}`],
      props.kind === 'unit' && styles.unit,
      initialOf(props.name).length > 1 && styles.two,
      props.class,
    )}
    role={props.decorative ? undefined : 'img'}
    aria-label={props.decorative ? undefined : props.name}
    aria-hidden={props.decorative ? 'true' : undefined}
    title={props.name}
  >
    {initialOf(props.name)}
  </span>
);

export interface AvatarGroupProps {
  people: readonly Person[];
  /** Says who or how many: "7 人在线". */
  label: string;
  /** Faces shown before the rest becomes "+n". */
  max?: number | undefined;
  size?: AvatarProps['size'];
  class?: string | undefined;
}

export const AvatarGroup: Component<AvatarGroupProps> = (props) => {
  const shown = (): readonly Person[] => props.people.slice(0, props.max ?? 3);
  const rest = (): number => props.people.length - shown().length;
  return (
    <span
      class={cx(styles.group, props.class)}
      role="img"
      aria-label={props.label}
      title={props.people.map((person) => person.name).join(' ')}
    >
      <For each={shown()}>{(person) => <Avatar {...person} size={props.size} decorative />}</For>
      <Show when={rest() > 0}>
        <span class={cx(styles.avatar, styles[`s${props.size ?? 20}`], styles.more)} aria-hidden="true">
          +{rest()}
        </span>
      </Show>
    </span>
  );
};
