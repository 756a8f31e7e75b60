import { DropdownMenu } from '@kobalte/core/dropdown-menu';
import { type Component, For, type JSX, Show } from 'solid-js';
import { ButtonFace, type ButtonLook, buttonClass } from './Button.tsx';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { Kbd } from './Kbd.tsx';
import styles from './Menu.module.css';

export interface MenuItem {
  id: string;
  label: string;
  icon?: IconName | undefined;
  /** Second line: also the place for why it cannot be done now. */
  hint?: string | undefined;
  kbd?: string | undefined;
  disabled?: boolean | undefined;
  /** One of several: a check, and said to be the chosen one. */
  checked?: boolean | undefined;
  /** A switch by itself: a check while it is on. */
  on?: boolean | undefined;
  /** A rule above it. */
  separated?: boolean | undefined;
  onSelect: () => void;
}

export interface MenuProps extends ButtonLook {
  items: readonly MenuItem[];
  /** The button's words; leave out for an icon alone, then `label` names it. */
  trigger?: JSX.Element;
  label: string;
  placement?: 'bottom-start' | 'bottom-end' | 'top-start' | 'top-end' | undefined;
  disabled?: boolean | undefined;
  /** Not modal by default: the page behind stays usable. */
  modal?: boolean | undefined;
  triggerClass?: string | undefined;
  class?: string | undefined;
}

export const Menu: Component<MenuProps> = (props) => {
  const bare = (): boolean => props.trigger === undefined;
  return (
    <DropdownMenu placement={props.placement ?? 'bottom-start'} gutter={4} modal={props.modal ?? false}>
      <DropdownMenu.Trigger
        class={buttonClass(
          { ...props, variant: props.variant ?? (bare() ? 'ghost' : 'plain') },
          cx(bare() && styles.square, props.triggerClass),
        )}
        aria-label={bare() ? props.label : undefined}
        title={bare() ? props.label : undefined}
        disabled={props.disabled ?? false}
      >
        <span class={styles.face}>
          <ButtonFace
            size={props.size}
            icon={props.icon ?? (bare() ? 'more' : undefined)}
            iconEnd={props.iconEnd ?? (bare() ? undefined : 'chevron-down')}
            kbd={props.kbd}
          >
            {props.trigger}
          </ButtonFace>
        </span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content class={cx(styles.menu, props.class)} aria-label={props.label}>
          <For each={props.items}>
            {(item) => (
              <>
                <Show when={item.separated}>
                  <DropdownMenu.Separator class={styles.rule} />
                </Show>
                <DropdownMenu.Item
                  class={styles.item}
                  textValue={item.label}
                  disabled={item.disabled ?? false}
                  onSelect={() => item.onSelect()}
                  {...roleOf(item)}
                >
                  <Show
                    when={item.checked || item.on ? 'check' : item.icon}
                    fallback={<span class={styles.noIcon} />}
                  >
                    {(name) => <Icon name={name()} class={styles.icon} />}
                  </Show>
                  <span class={styles.words}>
                    {item.label}
                    <Show when={item.hint}>
                      {' '}
                      <span class={styles.hint}>{item.hint}</span>
                    </Show>
                  </span>
                  <Show when={item.kbd}>{(key) => <Kbd>{key()}</Kbd>}</Show>
                </DropdownMenu.Item>
              </>
            )}
          </For>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
};

function roleOf({ checked, on }: MenuItem) {
  if (on !== undefined) return { role: 'menuitemcheckbox', 'aria-checked': on } as const;
  return checked === undefined ? {} : ({ role: 'menuitemradio', 'aria-checked': checked } as const);
}
