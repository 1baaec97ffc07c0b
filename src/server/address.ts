/**
 * Addresses as people write them.
 *
 * @module
 */

/** `host:port` with an IPv6 host in brackets (RFC 3986 section 3.2.2). */
export function formatAddress(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Whether only this machine can reach a server on that host. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
