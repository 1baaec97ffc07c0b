/** Version of this package; a check compares it with deno.json. */
export const VERSION = "0.1.0";

/**
 * Throws an Error with the code `SPK_ADDON_VERSION` where the addon is of another release: what
 * crosses between them has no older form.
 */
export function checkNativeVersion(found: string): void {
  if (found === VERSION) return;
  const message =
    `SPK_ADDON_VERSION: @spikard/native is version "${found}", but @spikard/node is ` +
    `version "${VERSION}". Run "npm install @spikard/node@${VERSION}", and pin neither by itself`;
  throw Object.assign(new Error(message), { code: "SPK_ADDON_VERSION" });
}
