import { type JSX, mergeProps, type ParentComponent, Show, splitProps } from 'solid-js';
import styles from './Button.module.css';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { Kbd } from './Kbd.tsx';
import { Spinner } from './Spinner.tsx';

export interface ButtonLook {
  variant?: 'primary' | 'plain' | 'ghost' | 'link' | undefined;
  /** Heights: small 28, desk 32, field 48, thumb 64. */
  size?: 'small' | 'desk' | 'field' | 'thumb' | undefined;
  icon?: IconName | undefined;
  iconEnd?: IconName | undefined;
  kbd?: string | undefined;
  block?: boolean | undefined;
}

export interface ButtonProps extends ButtonLook, JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** Shows a spinner, keeps the width and ignores presses. */
  loading?: boolean | undefined;
  /** Why it cannot be pressed: it stays focusable so that the reason can be read. */
  disabledReason?: string | undefined;
}

export const buttonClass = (look: ButtonLook, more?: string): string =>
  cx(
    styles.button,
    styles[look.variant ?? 'plain'],
    styles[look.size ?? 'desk'],
    look.block === true && styles.block,
    more,
  );

const LOOK = ['variant', 'size', 'icon', 'iconEnd', 'kbd', 'block', 'class', 'children'] as const;

export const ButtonFace: ParentComponent<ButtonLook> = (props) => {
  const iconSize = (): 16 | 20 | 24 => (props.size === 'thumb' ? 24 : props.size === 'field' ? 20 : 16);
  return (
    <>
      <Show when={props.icon}>{(name) => <Icon name={name()} size={iconSize()} />}</Show>
      <Show when={props.children}>
        <span class={styles.label}>{props.children}</span>
      </Show>
      <Show when={props.kbd}>{(key) => <Kbd class={styles.kbd}>{key()}</Kbd>}</Show>
      <Show when={props.iconEnd}>{(name) => <Icon name={name()} size={iconSize()} />}</Show>
    </>
  );
};

export const Button: ParentComponent<ButtonProps> = (all) => {
  const props = mergeProps({ type: 'button' as const }, all);
  const [look, own, rest] = splitProps(props, LOOK, [
    'loading',
    'disabledReason',
    'disabled',
    'title',
    'onClick',
  ]);
  const held = (): boolean => own.loading === true || own.disabledReason !== undefined;
  const press: JSX.EventHandler<HTMLButtonElement, MouseEvent> = (event) => {
    if (held()) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const handler = own.onClick;
    if (typeof handler === 'function') handler(event);
    else if (handler) handler[0](handler[1], event);
  };
  return (
    <button
      {...rest}
      class={buttonClass(look, look.class)}
      disabled={own.disabled ?? false}
      aria-disabled={held() ? 'true' : undefined}
      aria-busy={own.loading ? 'true' : undefined}
      title={own.disabledReason ?? own.title}
      onClick={press}
    >
      <Show when={own.loading}>
        <Spinner class={styles.spinner} />
      </Show>
      <span class={cx(styles.face, own.loading === true && styles.waiting)}>
        <ButtonFace {...look} />
      </span>
    </button>
  );
};

export interface ButtonLinkProps extends ButtonLook, JSX.AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
}

/** A link that looks like a button, for going somewhere. */
export const ButtonLink: ParentComponent<ButtonLinkProps> = (all) => {
  const [look, rest] = splitProps(all, LOOK);
  return (
    <a {...rest} class={buttonClass(look, look.class)}>
      <span class={styles.face}>
        <ButtonFace {...look} />
      </span>
    </a>
  );
};
