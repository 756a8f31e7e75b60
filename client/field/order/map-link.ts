/** Opens the phone's own map with a place to find: `geo:` where it is known, Apple's address elsewhere. */
export function mapLink(place: string, userAgent: string): string {
  const query = encodeURIComponent(place);
  return /iPhone|iPad|iPod|Macintosh/u.test(userAgent)
    ? `https://maps.apple.com/?q=${query}`
    : `geo:0,0?q=${query}`;
}
