/** A media type as a Content-Type header has it. */
export interface MediaType {
  /** Type and subtype, lower case: `"application/json"`. */
  readonly essence: string;
  /** Parameters: names in lower case, values as given, unquoted. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const QUOTED = '"((?:[ !\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[ -~])*)"';
const ESSENCE = new RegExp(`${TOKEN}/${TOKEN}`, "y");
/** RFC 9110 section 5.6.6, its optional white space without the tab. */
const PARAMETER = new RegExp(` *; *(?:(${TOKEN})=(?:(${TOKEN})|${QUOTED}))?`, "y");

/**
 * Reads a Content-Type value (RFC 9110 section 8.3.1) strictly: undefined for a missing subtype,
 * tabs, junk, or a parameter given twice. It alone decides how a body is read.
 *
 * @example
 * ```ts
 * parseMediaType("Text/HTML; Charset=utf-8")?.essence; // "text/html"
 * ```
 */
export function parseMediaType(text: string): MediaType | undefined {
  ESSENCE.lastIndex = 0;
  const essence = ESSENCE.exec(text)?.[0];
  if (essence === undefined) return undefined;
  const parameters = parseParameters(text, ESSENCE.lastIndex);
  return parameters && { essence: essence.toLowerCase(), parameters };
}

function parseParameters(text: string, start: number): Map<string, string> | undefined {
  const parameters = new Map<string, string>();
  for (let at = start; at < text.length; at = PARAMETER.lastIndex) {
    PARAMETER.lastIndex = at;
    const match = PARAMETER.exec(text);
    if (match === null) return undefined;
    const [, name, token, quoted] = match;
    if (name === undefined) continue;
    if (parameters.has(name.toLowerCase())) return undefined;
    parameters.set(name.toLowerCase(), token ?? (quoted ?? "").replace(/\\(.)/g, "$1"));
  }
  return parameters;
}
