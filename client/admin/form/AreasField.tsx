import { type Component, For, Show } from 'solid-js';
import { Button, TreeSelect } from '../../ui/index.ts';
import { useOffice } from '../office.ts';
import { t } from '../words.ts';
import styles from './form.module.css';

/** Several areas: those chosen, and a box to add one. Inside a Field. */
export const AreasField: Component<{
  readonly value: readonly string[];
  readonly onValue: (ids: string[]) => void;
}> = (props) => {
  const office = useOffice();
  const nodes = () => office.areaNodes().filter((node) => !props.value.includes(node.id));
  return (
    <>
      <Show when={props.value.length > 0}>
        <ul class={styles.chosen}>
          <For each={props.value}>
            {(id) => (
              <li>
                <Button
                  size="small"
                  iconEnd="close"
                  aria-label={t().form.remove(office.areaName(id))}
                  onClick={() => props.onValue(props.value.filter((one) => one !== id))}
                >
                  {office.areaPathName(id)}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <TreeSelect
        label={t().form.addArea}
        placeholder={t().form.addArea}
        nodes={nodes()}
        value=""
        onValue={(id) => props.onValue([...props.value, id])}
        emptyText={t().form.noMatch}
      />
    </>
  );
};
