/** One line of an open list. */
export interface OptionRow {
  id: string;
  label: string;
  hint?: string | undefined;
  disabled?: boolean | undefined;
  /** Depth from 1 in a tree; absent in a flat list. */
  level?: number | undefined;
  /** Absent when it has nothing below it. */
  expanded?: boolean | undefined;
}

export interface TreeNode {
  id: string;
  label: string;
  parentId: string | null;
  hint?: string | undefined;
  /** Shown and opened, but not chosen. */
  disabled?: boolean | undefined;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/**
 * The row that a typed text most likely means: of that very name, else one whose name begins so, else the first that is not
 * there only because of what lies below it.
 */
export function bestRow(query: string, rows: readonly OptionRow[]): OptionRow | undefined {
  const wanted = fold(query);
  const open = rows.filter((row) => row.disabled !== true);
  return (
    open.find((row) => fold(row.label) === wanted) ??
    open.find((row) => fold(row.label).startsWith(wanted)) ??
    open.find((row) => matches(query, row.label, row.hint)) ??
    rows[0]
  );
}

/** True when every word of `query` occurs in one of the texts. */
export const matches = (query: string, ...texts: readonly (string | undefined)[]): boolean => {
  const text = fold(texts.filter(Boolean).join(' '));
  return fold(query)
    .split(/\s+/u)
    .every((word) => text.includes(word));
};

interface TreeIndex {
  byId: ReadonlyMap<string, TreeNode>;
  children: ReadonlyMap<string | null, readonly TreeNode[]>;
}

const indexOf = (nodes: readonly TreeNode[]): TreeIndex => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const children = new Map<string | null, TreeNode[]>();
  for (const node of nodes) {
    // A parent that is not in the list (above one's own areas) makes its child a root.
    const parent = node.parentId !== null && byId.has(node.parentId) ? node.parentId : null;
    const list = children.get(parent);
    if (list) list.push(node);
    else children.set(parent, [node]);
  }
  return { byId, children };
};

/** Names from the root down to the node, to say where it is. */
export const pathOf = (nodes: readonly TreeNode[], id: string): string[] => {
  const { byId } = indexOf(nodes);
  const path: string[] = [];
  const seen = new Set<string>();
  let node = byId.get(id);
  while (node && !seen.has(node.id)) {
    seen.add(node.id);
    path.unshift(node.label);
    node = node.parentId === null ? undefined : byId.get(node.parentId);
  }
  return path;
};

/** Ids above the node, nearest first. */
export const ancestorsOf = (nodes: readonly TreeNode[], id: string): string[] => {
  const { byId } = indexOf(nodes);
  const found: string[] = [];
  let parent = byId.get(id)?.parentId ?? null;
  while (parent !== null && !found.includes(parent)) {
    found.push(parent);
    parent = byId.get(parent)?.parentId ?? null;
  }
  return found;
};

/**
 * The visible rows of a tree. Without a query: what is opened in `open`. With one: every match and what is above it,
 * opened, whatever `open` says.
 */
export const treeRows = (
  nodes: readonly TreeNode[],
  open: ReadonlySet<string>,
  query: string,
): OptionRow[] => {
  const { children } = indexOf(nodes);
  const searching = fold(query) !== '';
  const wanted = new Set<string>();
  if (searching) {
    for (const node of nodes) {
      if (!matches(query, node.label, node.hint)) continue;
      wanted.add(node.id);
      for (const id of ancestorsOf(nodes, node.id)) wanted.add(id);
    }
  }
  const rows: OptionRow[] = [];
  const walk = (parent: string | null, level: number): void => {
    for (const node of children.get(parent) ?? []) {
      if (searching && !wanted.has(node.id)) continue;
      const below = (children.get(node.id) ?? []).filter((child) => !searching || wanted.has(child.id));
      const expanded = below.length === 0 ? undefined : searching || open.has(node.id);
      rows.push({
        id: node.id,
        label: node.label,
        hint: node.hint,
        disabled: node.disabled,
        level,
        expanded,
      });
      if (expanded === true) walk(node.id, level + 1);
    }
  };
  walk(null, 1);
  return rows;
};
