type PhotoFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'heif';

const BRANDS = new Set(['avif', 'avis', 'heic', 'heix', 'heim', 'heis', 'mif1', 'msf1']);

/**
 * What a file says it is in its first bytes. Only what a camera or a phone makes is handed to a decoder; drawings,
 * documents and archives are refused unread (P34).
 */
export function sniffPhoto(bytes: Buffer): PhotoFormat | null {
  if (bytes.length < 16) return null;
  if (bytes.readUIntBE(0, 3) === 0xff_d8_ff) return 'jpeg';
  if (bytes.subarray(0, 8).toString('latin1') === '\u0089PNG\r\n\u001a\n') return 'png';
  const text = bytes.subarray(0, 12).toString('latin1');
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif';
  if (text.startsWith('RIFF') && text.endsWith('WEBP')) return 'webp';
  return text.slice(4, 8) === 'ftyp' && BRANDS.has(text.slice(8, 12)) ? 'heif' : null;
}
