/**
 * Deno's net permission, asked for before the addon opens sockets that Deno cannot see.
 *
 * @module
 */

import { deno, isGranted } from "./deno.ts";

/**
 * Resolves once the process may listen on this address, written `host:port`; at once under Node and
 * Bun. Deno prompts on a terminal, as it does for `Deno.listen`.
 *
 * @throws {Error} `SPK_PERMISSION` where the permission is denied.
 */
export async function requestListen(address: string): Promise<void> {
  if (isGranted({ name: "net", host: address }) || await isAllowed(address)) return;
  const message = `SPK_PERMISSION: Deno does not permit listening on "${address}". ` +
    `Add --allow-net=${address} to the command`;
  throw Object.assign(new Error(message), { code: "SPK_PERMISSION" });
}

async function isAllowed(host: string): Promise<boolean> {
  try {
    return (await deno?.permissions.request({ name: "net", host }))?.state === "granted";
  } catch {
    // A name that Deno cannot parse can never have been granted.
    return false;
  }
}
