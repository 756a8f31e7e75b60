import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Longer socket paths are cut or refused, by Linux beyond 107 bytes and by macOS beyond 103. */
const MAX_SOCKET_BYTES = 100;

export type Address = { readonly path: string } | { readonly port: number; readonly host: string };

export interface AddressChoice {
  readonly socket?: string | undefined;
  /** 0 takes a free port. */
  readonly port?: number | undefined;
}

/**
 * Where to listen: as told, or on a private socket in the data directory (given as its real path). If that is too
 * deep for a socket, the socket lies in the system's temporary directory under a hash of the real path.
 */
export function chooseAddress(directory: string, { socket, port }: AddressChoice): Address {
  if (port !== undefined) return { port, host: '127.0.0.1' };
  if (socket !== undefined) return { path: socket };
  const inside = join(directory, 'engine.sock');
  if (Buffer.byteLength(inside) <= MAX_SOCKET_BYTES) return { path: inside };
  const hash = createHash('sha256').update(directory).digest('hex').slice(0, 24);
  return { path: join(tmpdir(), `paidan-${hash}.sock`) };
}

/** The connection string of an address that is bound. */
export function uriOf(bound: string | { port: number; address: string } | null): string {
  if (bound === null) throw new Error('the server is not listening');
  const host = typeof bound === 'string' ? encodeURIComponent(bound) : `${bound.address}:${bound.port}`;
  return `mongodb://${host}`;
}
