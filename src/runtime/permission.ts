/**
 * Deno's permissions, asked for before what needs them: for the net since the addon opens sockets that
 * Deno cannot see.
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
  throw denied(`listening on "${address}"`, `--allow-net=${address}`);
}

/**
 * Returns once the process may read a file or a folder; at once under Node and Bun. Deno prompts on a
 * terminal.
 *
 * @throws {Error} `SPK_PERMISSION` where the permission is denied.
 */
export function requestRead(path: string): void {
  const query = { name: "read", path } as const;
  if (isGranted(query) || deno?.permissions.requestSync(query).state === "granted") return;
  throw denied(`reading "${path}"`, `--allow-read=${path}`);
}

function denied(what: string, flag: string): Error {
  const message = `SPK_PERMISSION: Deno does not permit ${what}. Add ${flag} to the command`;
  return Object.assign(new Error(message), { code: "SPK_PERMISSION" });
}

async function isAllowed(host: string): Promise<boolean> {
  try {
    return (await deno?.permissions.request({ name: "net", host }))?.state === "granted";
  } catch {
    // A name that Deno cannot parse can never have been granted.
    return false;
  }
}
