import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/** `0.0.0.0` and `::` mean every address of the machine; no browser can open them. */
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::', '0:0:0:0:0:0:0:0']);

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** A host as it stands in a URL. */
export const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/**
 * The hosts under which a browser finds a server that listens on `host`, as they stand in a URL: for every address of the
 * machine, `localhost` first, then the addresses other machines know it by.
 */
export function reachableHosts(
  host: string,
  interfaces: Interfaces = networkInterfaces(),
): readonly [string, ...string[]] {
  if (!EVERYWHERE.has(host)) return [urlHost(host)];
  const known = Object.values(interfaces)
    .flatMap((one) => one ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal);
  return ['localhost', ...known.map(({ address }) => address)];
}
