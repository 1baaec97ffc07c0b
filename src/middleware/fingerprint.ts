/**
 * Returns 64 bits of hash and the length, in base 36: enough to tell the versions of one resource
 * apart, and no secret. The mixing is that of cyrb53 (bryc, public domain).
 *
 * @example
 * ```ts
 * fingerprint("a") === fingerprint("a"); // true
 * ```
 */
export function fingerprint(content: string | Uint8Array): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < content.length; i++) {
    const unit = typeof content === "string" ? content.charCodeAt(i) : content[i] ?? 0;
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  const mixedHigh = mix(high, low);
  const mixedLow = mix(low, high);
  return [mixedHigh, mixedLow, content.length].map((part) => part.toString(36)).join("-");
}

function mix(one: number, other: number): number {
  const mixed = Math.imul(one ^ one >>> 16, 2246822507) ^
    Math.imul(other ^ other >>> 13, 3266489909);
  return mixed >>> 0;
}
