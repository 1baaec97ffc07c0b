/**
 * From a template and values to a URL.
 *
 * @module
 */

/** Named values of a call, as its types let them in. */
export type Values = Readonly<Record<string, unknown>>;

/** `{id}` as in OpenAPI; `:id` and `*rest` as in routes, where they are whole segments. */
const PARAMETER = /\{([^}]+)\}|\/([:*])(\w+)(?=\/|$)/g;

/** Joins what stands before every path with the path of one call. */
export function makeUrl(baseUrl: string | URL, path: string, query: Values = {}): string {
  const base = String(baseUrl);
  let end = base.length;
  while (base[end - 1] === "/") end--;
  const pairs = String(pairsOf(query));
  return base.slice(0, end) + path + (pairs && `?${pairs}`);
}

/**
 * Puts values in the place of parameters, percent-encoded. The segments of a list, and of the text
 * for a `*rest`, stay segments.
 *
 * Throws TypeError for a value that is missing, and for one that no path can carry.
 */
export function fillPath(template: string, values: Values = {}): string {
  return template.replace(PARAMETER, (_, braced, kind, plain) => {
    const name: string = braced ?? plain;
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const segments = segmentsOf(name, value, kind);
    return (kind ? "/" : "") + segments.map((part) => encode(name, textOf(part))).join("/");
  });
}

function segmentsOf(name: string, value: unknown, kind?: string): readonly unknown[] {
  const isList = Array.isArray(value);
  if (value === undefined || value === null) throw uncarried(name, "missing");
  if (isList && kind === ":") throw uncarried(name, "a list");
  if (!isList && kind === "*") return textOf(value).split("/");
  const segments = isList ? value : [value];
  if (segments.join("") === "") throw uncarried(name, '""');
  return segments;
}

function encode(name: string, text: string): string {
  // Every URL parser takes "." and ".." away, percent-encoded too.
  if (/^\.\.?$/.test(text)) throw uncarried(name, `"${text}"`);
  return encodeURIComponent(text);
}

function uncarried(name: string, is: string): TypeError {
  return new TypeError(`The path parameter "${name}" is ${is}: no path can carry that`);
}

/**
 * Names and values of a query (OpenAPI `style: form`, `explode: true`): a list repeats its
 * name, an object gives its members, null and undefined give nothing.
 */
function pairsOf(values: Values): URLSearchParams {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) addPairs(pairs, name, value);
  return pairs;
}

function addPairs(pairs: URLSearchParams, name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) value.forEach((item) => addPairs(pairs, name, item));
  else if (typeof value !== "object" || value instanceof Date) pairs.append(name, textOf(value));
  else for (const [key, member] of Object.entries(value)) addPairs(pairs, key, member);
}

/** A value as text in a URL or a header. */
export function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
