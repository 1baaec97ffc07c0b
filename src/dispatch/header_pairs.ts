/**
 * Lays headers over others, both as name, value, name, value: a name replaces all its earlier values, a
 * cookie those of its own name. What is laid over stays as it is, repeated names too.
 */
export function mergeHeaders(under: readonly string[], over: readonly string[]): readonly string[] {
  if (over.length === 0) return under;
  if (under.length === 0) return over;
  const merged: string[] = [];
  for (let i = 0; i < under.length; i += 2) {
    // Pairs come in twos, so both indexes are below the length.
    const [name, value] = [under[i] as string, under[i + 1] as string];
    if (!isReplaced(name, value, over)) merged.push(name, value);
  }
  merged.push(...over);
  return merged;
}

function isReplaced(name: string, value: string, over: readonly string[]): boolean {
  for (let i = 0; i < over.length; i += 2) {
    if (over[i] === name && (name !== "set-cookie" || isSameCookie(value, over[i + 1]))) {
      return true;
    }
  }
  return false;
}

function isSameCookie(text: string, other: string | undefined): boolean {
  return other?.split("=", 1)[0] === text.split("=", 1)[0];
}
