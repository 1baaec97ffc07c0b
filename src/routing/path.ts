import { UsageError } from "../http/usage_error.ts";

/** A path of the grammar: literal segments, `:name`, and `*name` for the rest, last only. */
export type Path = `/${string}`;

/** Name of the parameter that a segment is; never for a literal. */
export type SegmentName<T extends string> = T extends `:${infer N}` ? N
  : T extends `*${infer N}` ? N
  : never;

/** Names of the parameters in a path, as a union: `"id"` for `"/users/:id"`; `string` where it ends open. */
export type ParamNames<P extends string> = P extends `${infer Head}/${infer Tail}`
  ? SegmentName<Head> | ParamNames<Tail>
  : string extends P ? string
  : SegmentName<P>;

/** The parameters of a path: exact for a literal, any name for a `string`. */
export type PathParams<P extends string> = string extends ParamNames<P>
  ? Readonly<Record<string, string | undefined>>
  : { readonly [Name in ParamNames<P>]: string };

/** A path that was read. */
export interface ParsedPath {
  /** The path with its literals in the one form the server matches. */
  readonly path: string;
  /** Names of the parameters, in path order. */
  readonly paramNames: readonly string[];
  /** The path with its parameter names left out: equal for two paths that match the same. */
  readonly shape: string;
}

/** Most parameters in a path: more, the matcher does not take. */
const MAX_PARAMS = 24;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** RFC 3986 section 3.3 (pchar), and whatever UTF-8 can encode. */
const LITERAL = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@\x80-\uffff]|%[0-9A-Fa-f]{2})*$/;
/** Dot segments, and the octets a request may not have in its path: slash, backslash, NUL. */
const UNREACHABLE = /^\.\.?$|%(?:2F|5C|00)/;
const UNRESERVED = /[A-Za-z0-9\-._~]/;

/**
 * Reads a path: `/`, then segments between slashes, each a literal, `:name` for one segment, or
 * `*name` for all the rest, 24 parameters at most. Literals are percent-encoded where they must be.
 *
 * Throws TypeError `SPK_BAD_PATH`, naming the fault and the cure.
 *
 * @example
 * ```ts
 * parsePath("/users/:id").paramNames; // ["id"]
 * ```
 */
export function parsePath(path: string): ParsedPath {
  if (typeof path !== "string") {
    throw new UsageError("SPK_BAD_PATH", `A path is a ${typeof path}: pass a string such as "/"`);
  }
  if (!path.startsWith("/")) throw badPath(path, `does not start with "/": write "/${path}"`);
  const paramNames: string[] = [];
  const segments = path.slice(1).split("/");
  const last = segments.length - 1;
  const normal = segments.map((segment, index) => {
    if (segment === "" && index < last) throw badPath(path, 'has an empty segment: write one "/"');
    if (segment.startsWith("*") && index < last) {
      throw badPath(path, `goes on after "${segment}", which takes all the rest: put it last`);
    }
    return readSegment(path, segment, paramNames);
  });
  return { path: `/${normal.join("/")}`, paramNames, shape: `/${normal.map(shapeOf).join("/")}` };
}

/**
 * Joins a prefix and a path with exactly one slash; a path of `/` adds nothing to a prefix.
 *
 * @example
 * ```ts
 * joinPaths("/users/", "/:id"); // "/users/:id"
 * joinPaths("/users", "/"); // "/users"
 * ```
 */
export function joinPaths(prefix: string, path: string): string {
  const head = prefix.endsWith("/") ? prefix.slice(0, -1) : prefix;
  return path === "/" && head !== "" ? head : head + path;
}

/** Checks a prefix: a path that does not end in `*name`. Throws TypeError `SPK_BAD_PATH`. */
export function checkPrefix(prefix: string): string {
  const { shape } = parsePath(prefix);
  if (shape.endsWith("/*")) throw badPath(prefix, "is a prefix, and nothing can follow its rest");
  return prefix;
}

function readSegment(path: string, segment: string, paramNames: string[]): string {
  if (!segment.startsWith(":") && !segment.startsWith("*")) return readLiteral(path, segment);
  const name = segment.slice(1);
  if (!NAME.test(name)) {
    throw badPath(path, `has the parameter "${segment}": name it with letters, digits and "_"`);
  }
  if (paramNames.includes(name)) throw badPath(path, `has two parameters "${name}": rename one`);
  if (paramNames.push(name) > MAX_PARAMS) {
    throw badPath(path, `has more than ${MAX_PARAMS} parameters: take the rest as one "*name"`);
  }
  return segment;
}

function readLiteral(path: string, segment: string): string {
  if (!LITERAL.test(segment)) {
    throw badPath(path, `has "${segment}": percent-encode what a path may not hold`);
  }
  const literal = normalizeLiteral(path, segment);
  if (UNREACHABLE.test(literal)) {
    throw badPath(path, `has "${segment}", and no request with it gets past the server`);
  }
  return literal;
}

/** Applies RFC 3986 section 6.2.2: upper-case hex, unreserved characters decoded. */
function normalizeLiteral(path: string, segment: string): string {
  try {
    decodeURIComponent(segment);
    return segment
      .replace(/[^!-~]+/g, encodeURIComponent)
      .replace(/%[0-9A-Fa-f]{2}/g, normalizeOctet);
  } catch {
    throw badPath(path, `has "${segment}", which is not text in UTF-8`);
  }
}

function normalizeOctet(octet: string): string {
  const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
  return UNRESERVED.test(character) ? character : octet.toUpperCase();
}

function shapeOf(segment: string): string {
  return segment.startsWith(":") ? ":" : segment.startsWith("*") ? "*" : segment;
}

function badPath(path: string, fault: string): UsageError {
  return new UsageError("SPK_BAD_PATH", `The path ${JSON.stringify(path)} ${fault}`);
}
