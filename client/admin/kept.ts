interface Kept {
  readonly _id: string;
}

/**
 * Gives the former object back for everything that is as it was, so that asking again redraws only what changed: an open
 * menu and the focus stay where they are.
 */
export function makeKeeper<Thing extends Kept>(): (next: readonly Thing[]) => readonly Thing[] {
  let former = new Map<string, { readonly text: string; readonly thing: Thing }>();
  return (next) => {
    const now = new Map(
      next.map((thing) => {
        const text = JSON.stringify(thing);
        const before = former.get(thing._id);
        return [thing._id, before?.text === text ? before : { text, thing }] as const;
      }),
    );
    former = now;
    return [...now.values()].map((one) => one.thing);
  };
}
