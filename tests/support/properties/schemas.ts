/**
 * Schemas as users write them: single values, and lists, objects and choices of others.
 *
 * @module
 */
import fc from "fast-check";
import * as z from "zod";
import { leafSchema } from "./leaf_schemas.ts";
import { objectOf, taggedOf } from "./object_schemas.ts";
import { closed, opaque, type SchemaCase } from "./schema_case.ts";

type Cases = fc.Arbitrary<SchemaCase>;

/** A schema of any kind, nested a few times. */
export function schemaCase(leaves: Cases = leafSchema): Cases {
  const { any } = fc.letrec<{ any: SchemaCase }>((tie) => ({
    any: fc.oneof(
      { depthSize: "small", maxDepth: 3 },
      leaves,
      objectOf(tie("any")),
      objectOf(tie("any")),
      listOf(tie("any")),
      tupleOf(tie("any")),
      recordOf(tie("any")),
      choiceOf(tie("any")),
      taggedOf(tie("any")),
      wrapped(tie("any")),
      treeOf(tie("any")),
    ),
  }));
  return any;
}

function listOf(any: Cases): Cases {
  return fc.tuple(any, fc.nat(2)).map(([item, low]) => ({
    ...item,
    schema: z.array(item.schema).min(low).max(low + 3),
    values: fc.array(item.values, { minLength: low, maxLength: low + 3 }),
    text: `array(${item.text}).min(${low}).max(${low + 3})`,
  }));
}

const REST: readonly SchemaCase[] = [
  closed("z.int()", z.int(), fc.integer()),
  closed("z.object({ a: z.string() })", z.object({ a: z.string() }), fc.record({ a: fc.string() })),
];

function tupleOf(any: Cases): Cases {
  // Zod 4.6 loses all but the last of several items at the end that are asynchronous.
  const rest = fc.constantFrom(...REST);
  return fc.tuple(any, any, rest).map(([first, second, rest]) => ({
    schema: z.tuple([first.schema, second.schema], rest.schema),
    values: fc.tuple(first.values, second.values, fc.array(rest.values, { maxLength: 2 }))
      .map(([one, two, more]) => [one, two, ...more]),
    isOpaque: [first, second, rest].some(({ isOpaque }) => isOpaque),
    text: `tuple([${first.text}, ${second.text}], ${rest.text})`,
  }));
}

function recordOf(any: Cases): Cases {
  return fc.tuple(any, fc.constantFrom("text", "short", "enum", "partial")).map(([item, keys]) => {
    const members = { red: item.values, green: item.values };
    const { schema, text } = item;
    if (keys === "enum") {
      const record = z.record(z.enum(["red", "green"]), schema);
      return { ...item, schema: record, values: fc.record(members), text: `record(enum, ${text})` };
    }
    if (keys === "partial") {
      const record = z.partialRecord(z.enum(["red", "green"]), schema);
      const values = fc.record(members, { requiredKeys: [] });
      return { ...item, schema: record, values, text: `partialRecord(enum, ${text})` };
    }
    const key = keys === "short" ? z.string().max(4) : z.string();
    const values = fc.dictionary(fc.string({ maxLength: 5 }), item.values, { maxKeys: 3 });
    return opaque(`record(${keys}, ${text})`, z.record(key, schema), values);
  });
}

function choiceOf(any: Cases): Cases {
  return fc.array(any, { minLength: 2, maxLength: 3 }).map((options) => ({
    schema: z.union(options.map(({ schema }) => schema)),
    values: fc.oneof(...options.map(({ values }) => values)),
    isOpaque: options.some(({ isOpaque }) => isOpaque),
    text: `union([${options.map(({ text }) => text).join(", ")}])`,
  }));
}

const WRAPPERS: readonly ((inner: SchemaCase) => SchemaCase)[] = [
  ({ schema, ...inner }) => ({
    ...inner,
    schema: schema.optional(),
    text: `${inner.text}.optional`,
  }),
  (inner) => ({
    ...inner,
    schema: inner.schema.nullable(),
    values: fc.option(inner.values),
    text: `${inner.text}.nullable()`,
  }),
  ({ schema, ...inner }) => ({
    ...inner,
    schema: schema.prefault("prefault" as never),
    text: `${inner.text}.prefault("prefault")`,
  }),
  ({ schema, ...inner }) => ({
    ...inner,
    schema: schema.readonly(),
    text: `${inner.text}.readonly`,
  }),
  ({ schema, ...inner }) => ({
    ...inner,
    schema: z.lazy(() => schema),
    text: `lazy(${inner.text})`,
  }),
  ({ schema, ...inner }) => ({
    ...inner,
    schema: schema.transform((value) => ({ value })),
    text: `${inner.text}.transform(wrap)`,
  }),
  ({ schema, ...inner }) => ({
    ...inner,
    schema: schema.superRefine((value, context) => {
      if (value === null) context.addIssue({ code: "custom", message: "Null", path: ["deep", 1] });
    }),
    text: `${inner.text}.superRefine(not null)`,
  }),
];

function wrapped(any: Cases): Cases {
  return fc.tuple(any, fc.constantFrom(...WRAPPERS)).map(([inner, wrap]) => wrap(inner));
}

/** A schema that holds itself. */
function treeOf(any: Cases): Cases {
  return any.map((item) => {
    const Tree = z.object({
      item: item.schema,
      get children() {
        return z.array(Tree).max(3).optional();
      },
    });
    const leaf = fc.record({ item: item.values });
    const children = fc.array(leaf, { maxLength: 2 });
    const tree = fc.record({ item: item.values, children }, { requiredKeys: ["item"] });
    return { ...item, schema: Tree, values: tree, text: `tree(${item.text})` };
  });
}
