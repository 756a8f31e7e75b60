/** Filter for a list of area paths of which one is `areaPath` or lies below it: one and the same, not two that lie around it. */
export const someBelow = (areaPath: string) => ({ $elemMatch: below(areaPath) });

/** Filter for an area path and everything below it, as a range that an index answers. */
export const below = (areaPath: string): { $gte: string; $lt: string } => ({
  $gte: areaPath,
  $lt: `${areaPath}\u{10ffff}`,
});
