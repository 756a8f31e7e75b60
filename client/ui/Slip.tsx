import { type Component, createUniqueId, type JSX, Show } from 'solid-js';
import { AvatarGroup, type Person, type PersonHue } from './Avatar.tsx';
import { cx } from './cx.ts';
import { Dotted } from './Dot.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { UrgentSeal } from './Seal.tsx';
import styles from './Slip.module.css';

export interface SlipProps {
  number: string;
  title: string;
  /** Lines the title may take (titleLines() says how many it needs): 116 or 136 pixels high. */
  lines?: 1 | 2 | undefined;
  place?: string | undefined;
  item?: string | undefined;
  /** The seal's text when the order is urgent. */
  urgent?: string | undefined;
  /** Tags after the number. */
  tags?: JSX.Element;
  channel?: { icon: IconName; label: string } | undefined;
  age?: string | undefined;
  /** field only: why it is offered to this person. */
  why?: JSX.Element;
  stubLeft?: JSX.Element;
  stubRight?: JSX.Element;
  /** warn: last quarter; over: overdue, with its 3px edge; hold: hatched, waiting to be confirmed. */
  tint?: 'none' | 'warn' | 'over' | 'hold' | undefined;
  /** Its drawer is open. */
  picked?: boolean | undefined;
  /** Just arrived: keeps its edge four seconds. */
  fresh?: boolean | undefined;
  /** ghost: its place while somebody drags it; lifted: the copy being dragged. */
  drag?: 'ghost' | 'lifted' | undefined;
  /** Edge of a lifted slip, in the colour of the person who drags it. */
  hue?: PersonHue | undefined;
  looking?: { people: readonly Person[]; label: string } | undefined;
  size?: 'desk' | 'field' | undefined;
  /** field: the title is a link that covers the slip. */
  href?: string | undefined;
  /** desk: pressing the slip, or Enter and Space on it. */
  onOpen?: ((event: MouseEvent | KeyboardEvent) => void) | undefined;
  onFocus?: (() => void) | undefined;
  onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  tabIndex?: number | undefined;
  /** Place in a virtual feed. */
  posInSet?: number | undefined;
  setSize?: number | undefined;
  headingLevel?: 2 | 3 | 4 | undefined;
  id?: string | undefined;
  ref?: ((element: HTMLElement) => void) | undefined;
  class?: string | undefined;
}

/** The order slip: what it is above the perforation, its clock and holder on the stub below. */
export const Slip: Component<SlipProps> = (props) => {
  const titleId = createUniqueId();
  const stubId = `${titleId}-stub`;
  const field = (): boolean => props.size === 'field';
  const byKey = (event: KeyboardEvent): void => {
    props.onKeyDown?.(event);
    if (event.defaultPrevented || event.target !== event.currentTarget || !props.onOpen) return;
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    props.onOpen(event);
  };
  return (
    <article
      ref={(element) => props.ref?.(element)}
      id={props.id}
      class={cx(
        styles.slip,
        styles[props.size ?? 'desk'],
        styles[props.tint ?? 'none'],
        (props.lines ?? 2) === 1 && styles.single,
        props.picked === true && styles.picked,
        props.fresh === true && styles.fresh,
        props.drag === 'ghost' && styles.ghost,
        props.drag === 'lifted' && styles.lifted,
        props.drag === 'lifted' && styles[`hue${props.hue ?? 5}`],
        (props.onOpen !== undefined || props.href !== undefined) && styles.opens,
        props.class,
      )}
      tabIndex={props.tabIndex ?? (props.onOpen ? 0 : undefined)}
      aria-labelledby={titleId}
      aria-describedby={stubId}
      aria-current={props.picked ? 'true' : undefined}
      aria-posinset={props.posInSet}
      aria-setsize={props.setSize}
      onClick={(event) => props.onOpen?.(event)}
      onFocus={() => props.onFocus?.()}
      onKeyDown={byKey}
    >
      <Show when={props.looking}>
        {(looking) => (
          <span class={styles.looking}>
            <Icon name="eye" size={14} />
            <AvatarGroup people={looking().people} label={looking().label} max={3} />
          </span>
        )}
      </Show>
      <div class={styles.body}>
        <div id={titleId} class={styles.head}>
          <div class={styles.meta}>
            <Show when={props.urgent}>{(text) => <UrgentSeal text={text()} />}</Show>
            <span>{props.number}</span>
            {props.tags}
            <span class={styles.space} />
            <Show when={props.channel}>
              {(channel) => <Icon name={channel().icon} size={14} label={channel().label} />}
            </Show>
            <Show when={props.age}>
              <span>{props.age}</span>
            </Show>
          </div>
          <div class={styles.title} role="heading" aria-level={props.headingLevel ?? 3} title={props.title}>
            <Show when={props.href} fallback={props.title}>
              {(href) => (
                <a class={styles.link} href={href()}>
                  {props.title}
                </a>
              )}
            </Show>
          </div>
        </div>
        <p class={styles.place}>
          <Dotted items={[props.place, props.item]} />
        </p>
        <Show when={field() && props.why}>
          <p class={styles.why}>{props.why}</p>
        </Show>
      </div>
      <div id={stubId} class={styles.stub}>
        {props.stubLeft}
        <span class={styles.space} />
        {props.stubRight}
      </div>
    </article>
  );
};

export interface HolderProps extends Person {
  class?: string | undefined;
}

/** Who holds it, on the right of a stub: face and name. */
export const Holder: Component<{ children: JSX.Element; name: string }> = (props) => (
  <span class={styles.holder}>
    {props.children}
    <span class={styles.holderName}>{props.name}</span>
  </span>
);

/** Plain words on the right of a stub: 接单池, 等评价. */
export const StubNote: Component<{ children: JSX.Element }> = (props) => (
  <span class={styles.note}>{props.children}</span>
);

/** Where a dragged slip would land. */
export const DropSlot: Component<{ lines?: 1 | 2 | undefined; children?: JSX.Element }> = (props) => (
  <div class={cx(styles.slot, (props.lines ?? 1) === 1 && styles.single)}>{props.children}</div>
);
