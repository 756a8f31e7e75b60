export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The first language of an Accept-Language header that we speak; Chinese when there is none. */
export function pickLanguage(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map((part, place) => {
      const [tag = '', ...params] = part.trim().split(';');
      const weight = Number(/q=([\d.]+)/.exec(params.join(';'))?.[1] ?? 1);
      return { tag: tag.toLowerCase(), weight: Number.isFinite(weight) ? weight : 0, place };
    })
    .filter((wish) => wish.tag !== '' && wish.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place);
  for (const { tag } of wishes) {
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}

/** A dictionary of the same shape in both languages. */
export type Both<T> = { readonly [language in Language]: T };
