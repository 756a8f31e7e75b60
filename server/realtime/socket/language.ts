import type { Socket } from 'socket.io';
import { type Language, pickLanguage } from '../../../shared/texts/index.ts';

/** The language a connection asked for: its own wish first, then the browser's. */
export function languageOf({ auth, headers }: Pick<Socket['handshake'], 'auth' | 'headers'>): Language {
  const wish: unknown = auth['language'];
  return pickLanguage(typeof wish === 'string' ? wish : headers['accept-language']);
}
