/** Filter for an area path and everything below it, as a range that an index answers. */
export const below = (areaPath: string): { $gte: string; $lt: string } => ({
  $gte: areaPath,
  $lt: `${areaPath}\u{10ffff}`,
});
