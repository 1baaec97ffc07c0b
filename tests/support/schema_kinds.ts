/**
 * A schema of every kind that Zod has, and what wraps one: for tests that must hold for all.
 *
 * @module
 */
import * as z from "zod";

/** As TypeScript writes an enum of a number and a text. */
const DIRECTION = { Up: 1, 1: "Up", Down: "down" } as const;
const CYCLE: Record<string, unknown> = {};
CYCLE.self = CYCLE;

const recursive: z.ZodType = z.lazy(() => z.object({ next: recursive.optional() }));
const self: z.ZodType = z.lazy(() => self);
const Tree = z.object({
  value: z.number(),
  get children() {
    return z.array(Tree);
  },
});
const Ping = z.object({
  get pong() {
    return Pong.optional();
  },
});
const Pong = z.object({
  get ping() {
    return z.array(Ping);
  },
});

/** Strings, and what is written as one. */
const TEXT_KINDS: Readonly<Record<string, z.ZodType>> = {
  string: z.string(),
  bounds: z.string().min(1).max(20).length(5),
  patterns: z.string().regex(/^[a-z]+$/).regex(/b/i).startsWith("a").endsWith("z").includes("."),
  "pattern without u": z.string().regex(/^[\w-.]\-\_$/),
  cases: z.string().lowercase().uppercase().trim().toLowerCase().normalize(),
  email: z.email(),
  uuid: z.uuidv4(),
  url: z.url(),
  ids: z.union([z.nanoid(), z.cuid(), z.cuid2(), z.ulid(), z.xid(), z.ksuid(), z.guid()]),
  net: z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6(), z.mac(), z.hostname()]),
  codes: z.union([z.base64(), z.base64url(), z.jwt(), z.e164(), z.emoji(), z.hex()]),
  times: z.union([z.iso.date(), z.iso.time(), z.iso.datetime(), z.iso.duration()]),
  template: z.templateLiteral(["id-", z.number()]),
  stringFormat: z.stringFormat("even", (text) => text.length % 2 === 0),
  hash: z.hash("sha256"),
  json: z.json(),
  stringbool: z.stringbool(),
};

/** Everything else that is no wrapper. */
const VALUE_KINDS: Readonly<Record<string, z.ZodType>> = {
  number: z.number().gt(1).lte(5).multipleOf(0.5),
  int: z.int(),
  int32: z.int32(),
  float: z.float64(),
  odd: z.number().multipleOf(2).multipleOf(3),
  nan: z.nan(),
  bigint: z.bigint().min(1n).default(1n),
  int64: z.int64(),
  boolean: z.boolean(),
  date: z.date().min(new Date(0)),
  coerced: z.object({ d: z.coerce.date(), n: z.coerce.number(), b: z.coerce.bigint() }),
  symbol: z.symbol(),
  undefined: z.undefined(),
  null: z.null(),
  void: z.void(),
  any: z.any(),
  unknown: z.unknown(),
  never: z.never(),
  literal: z.literal("a"),
  literals: z.literal([1, "a", null, true]),
  "literal bigint": z.literal([1n, undefined]),
  enum: z.enum(["a", "b"]),
  "native enum": z.nativeEnum(DIRECTION),
  "empty enum": z.enum([]),
  file: z.file().min(1).max(10).mime(["image/png", "image/gif"]),
  custom: z.custom<string>(() => true),
  instance: z.instanceof(Map),
  function: z.any().transform(() => () => {}),
  transform: z.transform((value) => value),
};

/** Schemas of schemas. */
const NESTED_KINDS: Readonly<Record<string, z.ZodType>> = {
  object: z.object({ a: z.string(), "b/~ %": z.int().optional() }),
  "hostile names": z.object({ ["__proto__"]: z.string(), constructor: z.int(), toString: z.any() }),
  strict: z.strictObject({ a: z.string() }),
  loose: z.looseObject({ a: z.string() }),
  catchall: z.object({ a: z.string() }).catchall(z.int()),
  array: z.array(z.int()).min(1).max(3),
  tuple: z.tuple([z.string(), z.int().optional()], z.boolean()),
  record: z.record(z.string(), z.int()),
  "enum record": z.record(z.enum(["a", "b"]), z.int()),
  "partial record": z.partialRecord(z.enum(["a", "b"]), z.int()),
  "number record": z.record(z.number(), z.string()),
  "loose record": z.looseRecord(z.string().regex(/^x-/), z.string()),
  map: z.map(z.string(), z.int()),
  set: z.set(z.string()),
  union: z.union([z.string(), z.object({ a: z.int() })]),
  xor: z.xor([z.object({ a: z.int() }), z.object({ b: z.int() })]),
  discriminated: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("a"), a: z.string() }),
    z.object({ kind: z.literal("b"), b: z.int() }),
  ]),
  intersection: z.intersection(z.object({ a: z.string() }), z.strictObject({ b: z.int() })),
  recursive,
  self,
  tree: Tree,
  mutual: z.tuple([Ping, Pong]),
  promise: z.promise(z.string()),
  "throwing lazy": z.lazy(() => {
    throw new Error("Not ready");
  }),
  "hostile meta": z.string().meta({ examples: [1n, () => {}], cycle: CYCLE }),
  "strange id": z.object({ a: z.string() }).meta({ id: "a b/ç~__proto__" }),
  prototype: z.object({ a: z.string() }).meta({ id: "__proto__" }),
};

/** Wraps a schema in each way there is. */
export const WRAPPERS: Readonly<Record<string, (schema: z.ZodType) => z.ZodType>> = {
  plain: (schema) => schema,
  optional: (schema) => schema.optional(),
  exactOptional: (schema) => schema.exactOptional(),
  nullable: (schema) => schema.nullable(),
  nullish: (schema) => schema.nullish(),
  nonoptional: (schema) => schema.optional().nonoptional(),
  default: (schema) => schema.default("a" as never),
  prefault: (schema) => schema.prefault("a" as never),
  catch: (schema) => schema.catch("a" as never),
  "throwing catch": (schema) =>
    schema.catch(() => {
      throw new Error("No");
    }),
  readonly: (schema) => schema.readonly(),
  brand: (schema) => schema.brand("x"),
  refine: (schema) => schema.refine(() => true),
  async: (schema) => schema.refine(() => Promise.resolve(true)),
  transform: (schema) => schema.transform((value) => value),
  pipe: (schema) => schema.pipe(z.any()),
  preprocess: (schema) => z.preprocess((value) => value, schema),
  codec: (schema) => z.codec(z.string(), schema, { decode: (text) => text, encode: String }),
  describe: (schema) => schema.describe("Described"),
  meta: (schema) => schema.meta({ title: "T", deprecated: true, examples: ["a"] }),
  id: (schema) => schema.meta({ id: "Named" }),
  lazy: (schema) => z.lazy(() => schema),
  array: (schema) => z.array(schema),
  property: (schema) => z.object({ of: schema, "also of": schema.optional() }),
};

/** By name. */
export const SCHEMA_KINDS: Readonly<Record<string, z.ZodType>> = {
  ...TEXT_KINDS,
  ...VALUE_KINDS,
  ...NESTED_KINDS,
};
