/**
 * The part of the Deno namespace this framework uses, or undefined on any other host.
 *
 * @module
 */

/** What a permission is asked for; `net` and `env` name one host or one variable. */
export type PermissionQuery =
  | { readonly name: "net"; readonly host: string }
  | { readonly name: "env"; readonly variable: string }
  | { readonly name: "read"; readonly path: string };

/** Answer of the permission system; `prompt` means that nobody was asked yet. */
export interface PermissionAnswer {
  readonly state: "granted" | "prompt" | "denied";
}

/** Members of the global `Deno` that are used here. */
export interface DenoNamespace {
  readonly permissions: {
    querySync(query: PermissionQuery): PermissionAnswer;
    request(query: PermissionQuery): Promise<PermissionAnswer>;
    requestSync(query: PermissionQuery): PermissionAnswer;
  };
}

/** The Deno namespace, or undefined under Node and Bun. */
// Cast: the global exists on one host only, and its types must not reach users of the others.
export const deno: DenoNamespace | undefined = (globalThis as { readonly Deno?: DenoNamespace })
  .Deno;

/** Whether Deno has already granted this; never prompts, never throws. True on other hosts. */
export function isGranted(query: PermissionQuery): boolean {
  if (deno === undefined) return true;
  try {
    return deno.permissions.querySync(query).state === "granted";
  } catch {
    return false;
  }
}
