import {
  type Conversion,
  type JsonSchema,
  type SchemaLoss,
  wireSchema,
} from "./json_schema_conversion.ts";
import { dropRequired } from "./json_schema_required.ts";
import type { ZodSchema } from "./zod_def.ts";

/** What is read of a Zod schema. */
interface ZodNode {
  readonly _zod: {
    readonly def: {
      readonly type: string;
      readonly coerce?: boolean;
      readonly catchall?: unknown;
      readonly pattern?: RegExp;
      readonly checks?: readonly ZodCheck[];
    };
    readonly bag?: {
      readonly patterns?: Iterable<RegExp>;
      /** Of `z.instanceof()`. */
      readonly Class?: { readonly prototype: unknown };
    };
  };
  /** Not in the mini form. */
  readonly meta?: () => object | undefined;
}

interface ZodCheck {
  readonly _zod: { readonly def: { readonly pattern?: RegExp } };
}

interface Unrepresentable {
  readonly zodSchema: ZodNode & ZodSchema;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

interface Override {
  readonly zodSchema: ZodNode & ZodSchema;
  readonly jsonSchema: JsonSchema;
  readonly path: readonly (string | number)[];
}

/** Keywords that say what a value may be. */
const SAYING: readonly string[] = ["type", "enum", "const"];
/** Those that say so in `meta()`; Zod itself writes them for what they are made of. */
const SAYING_IF_GIVEN: readonly string[] = ["anyOf", "oneOf", "allOf", "$ref"];
const BOUNDS: readonly string[] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
/** Flags without which the source of an expression matches less than the expression does. */
const WIDENING_FLAGS = /[ims]/;

/** Returns what `z.toJSONSchema()` takes, for Zod from 4.2 on. */
export function zodOptions({ form, losses, named }: Conversion): Record<string, unknown> {
  const unrepresentable = ({ zodSchema, path, message }: Unrepresentable) => {
    const { type, coerce } = zodSchema._zod.def;
    // Coercion makes a date of text, so there is something to send.
    const schema = wireSchema(type, type === "date" && coerce === true ? "output" : form);
    if (schema !== undefined) return schema;
    const bytes = form === "output" && path.length === 0 ? bytesSchema(zodSchema) : undefined;
    if (bytes !== undefined) return bytes;
    // Keys that may be left out say so in "required".
    if (type !== "undefined" && type !== "void") losses.push({ path, reason: message });
    return "any";
  };
  const override = ({ zodSchema, jsonSchema, path }: Override) => {
    if (isSaid(zodSchema, jsonSchema)) forget(losses, path);
    if (typeof jsonSchema.id === "string") named.set(jsonSchema.id, zodSchema);
    if (form === "output") openObject(zodSchema, jsonSchema);
    dropInfinite(jsonSchema);
    dropRequired(zodSchema, jsonSchema, form);
    dropWidenedPatterns(zodSchema, jsonSchema);
  };
  return { unrepresentable, override };
}

/** What an answer that is an instance of a class holds as a whole; inside of JSON it is no bytes. */
function bytesSchema({ _zod: { bag } }: ZodNode): JsonSchema | undefined {
  const prototype: unknown = bag?.Class?.prototype;
  if (prototype === Blob.prototype) return wireSchema("blob", "output");
  if (prototype !== Uint8Array.prototype) return undefined;
  return { type: "string", format: "binary", contentMediaType: "application/octet-stream" };
}

/** Tells whether a schema says of its value what it may be, as `meta()` can by any keyword. */
function isSaid(schema: ZodNode, json: JsonSchema): boolean {
  if (SAYING.some((keyword) => keyword in json)) return true;
  const given = schema.meta?.() ?? {};
  return SAYING_IF_GIVEN.some((keyword) => keyword in given);
}

/** JSON has no number for a bound that is none. */
function dropInfinite(json: JsonSchema): void {
  for (const bound of BOUNDS) {
    if (typeof json[bound] === "number" && !Number.isFinite(json[bound])) delete json[bound];
  }
}

/** What is said of a schema counts for the one that it is made of as well. */
function forget(losses: SchemaLoss[], path: readonly (string | number)[]): void {
  const place = JSON.stringify(path);
  const left = losses.filter((loss) => JSON.stringify(loss.path) !== place);
  losses.splice(0, losses.length, ...left);
}

/** A plain object strips what it does not know: a client must be ready to see it sent one day. */
function openObject({ _zod: { def } }: ZodNode, json: JsonSchema): void {
  if (def.type === "object" && def.catchall === undefined) delete json.additionalProperties;
}

function dropWidenedPatterns(schema: ZodNode, json: JsonSchema): void {
  const widened = patternsOf(schema).filter(({ flags }) => WIDENING_FLAGS.test(flags));
  if (widened.length === 0) return;
  const sources = new Set<unknown>(widened.map(({ source }) => source));
  if (sources.has(json.pattern)) delete json.pattern;
  if (!Array.isArray(json.allOf)) return;
  const kept = json.allOf.filter((member) => !sources.has(member?.pattern));
  if (kept.length === 0) delete json.allOf;
  else json.allOf = kept;
}

function patternsOf({ _zod: { def, bag } }: ZodNode): RegExp[] {
  const checks = def.checks?.map((check) => check._zod.def.pattern) ?? [];
  return [def.pattern, ...checks, ...bag?.patterns ?? []].filter((item) => item instanceof RegExp);
}
