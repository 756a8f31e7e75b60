interface Suggestible {
  readonly id?: string;
  readonly name: string;
  readonly keywords: readonly string[];
}

/**
 * Items that a text is probably about, best first (M8). A name counts more than a keyword, a longer word more than a
 * shorter one; nothing found means no suggestion rather than a bad one.
 */
export function suggestItems<T extends Suggestible>(text: string, items: readonly T[], most: number): T[] {
  const words = text.normalize('NFKC').toLowerCase();
  if (words.trim() === '') return [];
  const score = (item: T): number => {
    const named = words.includes(item.name.toLowerCase()) ? 3 * item.name.length : 0;
    return item.keywords.reduce(
      (sum, word) => sum + (words.includes(word.toLowerCase()) ? word.length : 0),
      named,
    );
  };
  return items
    .map((item) => ({ item, score: score(item) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map((one) => one.item);
}
