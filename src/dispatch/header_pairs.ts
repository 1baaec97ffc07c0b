import { HeaderList, pairsOf } from "../http/header_list.ts";

/**
 * Lays headers over others, both as name, value, name, value: a name replaces its earlier value, a
 * cookie that of its own name.
 */
export function mergeHeaders(under: readonly string[], over: readonly string[]): readonly string[] {
  if (over.length === 0) return under;
  if (under.length === 0) return over;
  const list = new HeaderList();
  pairsOf(list).push(...under);
  for (let i = 0; i < over.length; i += 2) {
    // Pairs come in twos, so both indexes are below the length.
    put(list, over[i] as string, over[i + 1] as string);
  }
  return pairsOf(list);
}

function put(list: HeaderList, name: string, value: string): void {
  if (name === "set-cookie") list.setCookie(value.slice(0, value.indexOf("=")), value);
  else list.set(name, value);
}
