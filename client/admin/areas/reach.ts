/** Names under which a machine knows only itself (RFC 6761, RFC 5735): what leads there opens on no telephone. */
export function leadsToThisMachine(address: string): boolean {
  const { hostname } = new URL(address);
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/u.test(hostname)
  );
}
