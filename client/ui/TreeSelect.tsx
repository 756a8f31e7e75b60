import { type Component, createMemo, createSignal } from 'solid-js';
import { ComboBase, type ComboBaseProps } from './ComboBase.tsx';
import { ancestorsOf, pathOf, type TreeNode, treeRows } from './optionRows.ts';

export interface TreeSelectProps
  extends Pick<
    ComboBaseProps,
    'label' | 'placeholder' | 'emptyText' | 'clearLabel' | 'loading' | 'disabled' | 'size' | 'class'
  > {
  /** In the order they are shown; a node whose parent is missing is a root. */
  nodes: readonly TreeNode[];
  value: string;
  onValue: (id: string) => void;
  onClear?: (() => void) | undefined;
  /** The closed box shows the path (default), without a root that all places have in common, or the name alone. */
  shows?: 'path' | 'name' | undefined;
  /** Opened from the start: 'roots' (default), 'all' or none. */
  opened?: 'roots' | 'all' | 'none' | undefined;
}

/** One place in a tree such as the areas: arrows open and fold, typing finds. */
export const TreeSelect: Component<TreeSelectProps> = (props) => {
  const [query, setQuery] = createSignal('');
  const [turned, setTurned] = createSignal<ReadonlyMap<string, boolean>>(new Map());
  const open = createMemo((): ReadonlySet<string> => {
    const known = new Set(props.nodes.map((node) => node.id));
    const first = props.nodes.filter(
      (node) =>
        props.opened === 'all' ||
        (props.opened !== 'none' && (node.parentId === null || !known.has(node.parentId))),
    );
    const ids = new Set([...first.map((node) => node.id), ...ancestorsOf(props.nodes, props.value)]);
    for (const [id, isOpen] of turned()) {
      if (isOpen) ids.add(id);
      else ids.delete(id);
    }
    return ids;
  });
  // The end of the path is what is read: in a narrow box it must not be cut for the sake of what is the same everywhere.
  const hasOneRoot = createMemo(() => {
    const known = new Set(props.nodes.map((node) => node.id));
    return props.nodes.filter(({ parentId }) => parentId === null || !known.has(parentId)).length === 1;
  });
  const rows = createMemo(() => treeRows(props.nodes, open(), query()));
  const text = (): string => {
    const path = pathOf(props.nodes, props.value);
    if (props.shows === 'name') return path.at(-1) ?? '';
    return (path.length > 1 && hasOneRoot() ? path.slice(1) : path).join(' / ');
  };
  return (
    <ComboBase
      {...props}
      popup="tree"
      text={text()}
      rows={rows()}
      query={query()}
      onQuery={setQuery}
      onChoose={(id) => props.onValue(id)}
      onToggle={(id, isOpen) => setTurned((map) => new Map(map).set(id, isOpen))}
    />
  );
};
