import type { Found } from "./items_path.ts";
import type { SchemaIssue } from "./standard_schema.ts";

/** An issue of Zod 4: `code` names the kind, the rest belongs to single kinds. */
export interface ZodIssue extends SchemaIssue {
  readonly code?: string;
  readonly expected?: string;
  readonly origin?: string;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly inclusive?: boolean;
  readonly format?: string;
  readonly pattern?: string;
  readonly values?: readonly unknown[];
  readonly divisor?: unknown;
  readonly keys?: readonly string[];
  readonly issues?: readonly ZodIssue[];
}

/** What was found where an issue stands. */
export interface Site extends Found {
  /** Whether it arrived as text. */
  readonly isText: boolean;
  /** Tells whether the schema asks for an integer there. */
  readonly isInteger: () => boolean;
}

/** What kind of fault it is, and what the schema asks for. */
export interface Fault {
  readonly type: string;
  readonly ctx?: Readonly<Record<string, unknown>>;
}

/** Most members of an enum that are told. */
const MAX_MEMBERS = 20;

const MISSING: Fault = { type: "missing" };

const FAULTS: ReadonlyMap<unknown, (issue: ZodIssue, site: Site) => Fault> = new Map([
  ["invalid_type", wrongType],
  ["too_small", tooSmall],
  ["too_big", tooBig],
  ["invalid_format", wrongFormat],
  ["invalid_value", wrongValue],
  [
    "not_multiple_of",
    ({ divisor }: ZodIssue) => of("multiple_of", { multiple_of: plain(divisor) }),
  ],
  ["unrecognized_keys", ({ keys }: ZodIssue) => of("extra_forbidden", { keys })],
  ["invalid_union", (_: ZodIssue, { isMissing }: Site) => isMissing ? MISSING : of("union_error")],
]);

const TYPES: ReadonlyMap<unknown, string> = new Map([
  ["string", "string"],
  ["int", "int"],
  ["bigint", "int"],
  ["number", "float"],
  ["boolean", "bool"],
  ["array", "list"],
  ["tuple", "list"],
  ["object", "object"],
  ["record", "object"],
]);

/** The types that text is parsed as. */
const PARSED: ReadonlySet<unknown> = new Set(["int", "float", "bool"]);

const FORMATS: ReadonlyMap<unknown, string> = new Map([
  ["uuid", "uuid_parsing"],
  ["guid", "uuid_parsing"],
  ["date", "date_parsing"],
  ["datetime", "datetime_parsing"],
  ["time", "time_parsing"],
  ["duration", "duration_parsing"],
]);

const ORDERED: ReadonlySet<unknown> = new Set(["number", "int", "bigint", "date"]);

/** Returns the fault of an issue of Zod; `value_error` where Zod has no more to say. */
export function faultOf(issue: ZodIssue, site: Site): Fault {
  return FAULTS.get(issue.code)?.(issue, site) ?? of("value_error");
}

function of(type: string, ctx?: Record<string, unknown>): Fault {
  return ctx === undefined ? { type } : { type, ctx };
}

function wrongType({ expected }: ZodIssue, site: Site): Fault {
  if (site.isMissing) return MISSING;
  const isInteger = expected === "number" && site.isInteger();
  const type = isInteger ? "int" : TYPES.get(expected);
  if (type === undefined) return of("type_error");
  const isParsed = site.isText && PARSED.has(type) && typeof site.value !== "object";
  return of(isParsed ? `${type}_parsing` : `${type}_type`);
}

function tooSmall({ origin, minimum, inclusive }: ZodIssue): Fault {
  const bound = plain(minimum, origin);
  if (origin === "string") return of("string_too_short", { min_length: bound });
  if (!ORDERED.has(origin)) return of("too_short", { min_length: bound });
  return inclusive ? of("greater_than_equal", { ge: bound }) : of("greater_than", { gt: bound });
}

function tooBig({ origin, maximum, inclusive }: ZodIssue): Fault {
  const bound = plain(maximum, origin);
  if (origin === "string") return of("string_too_long", { max_length: bound });
  if (!ORDERED.has(origin)) return of("too_long", { max_length: bound });
  return inclusive ? of("less_than_equal", { le: bound }) : of("less_than", { lt: bound });
}

/** The patterns of Zod's own formats are long, and say no more than the name of the format. */
function wrongFormat({ format, pattern }: ZodIssue): Fault {
  const type = FORMATS.get(format);
  if (type !== undefined) return of(type);
  const ctx = format === "regex" ? { format, pattern } : { format };
  return of("string_pattern_mismatch", ctx);
}

function wrongValue({ values = [] }: ZodIssue, { isMissing }: Site): Fault {
  if (isMissing) return MISSING;
  const expected = values.slice(0, MAX_MEMBERS).map((value) => plain(value));
  return of(values.length === 1 ? "literal_error" : "enum", { expected });
}

/** What JSON has no form for becomes text: bigints, and dates, which Zod gives as milliseconds. */
function plain(value: unknown, origin?: string): unknown {
  if (origin === "date" && typeof value === "number") return new Date(value).toJSON();
  return typeof value === "bigint" ? String(value) : value;
}
