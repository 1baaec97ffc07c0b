import type { ZodDef, ZodSchema } from "./zod_def.ts";

/** A schema that makes itself anew has no end. */
const MOST = 2_000;

/**
 * Returns a schema of Zod and the schemas in it, each once, outer before inner, at most 2,000. Opens
 * lazy ones and the getters of shapes; throws what those throw, and TypeError where they give none.
 */
export function zodNodes(root: ZodSchema): ReadonlySet<ZodSchema> {
  const nodes = new Set([root]);
  // The set grows while it is walked.
  for (const node of nodes) {
    for (const part of [...wrapped(node._zod.def), ...members(node)]) {
      if (nodes.size === MOST) return nodes;
      nodes.add(part);
    }
  }
  return nodes;
}

/** Parts that a kind may do without. */
function wrapped({ innerType, in: input, out, element, ...def }: ZodDef): readonly ZodSchema[] {
  const { rest, left, right, catchall, keyType, valueType } = def;
  const parts = [innerType, input, out, element, rest, left, right, catchall, keyType, valueType];
  return parts.filter((part) => part !== undefined && part !== null);
}

/** Parts that are written by hand, and so may be missing. */
function members({ _zod: { def, innerType } }: ZodSchema): readonly ZodSchema[] {
  const shape = Object.entries(def.shape ?? {});
  const missing = shape.find(([, member]) => !isNode(member))?.[0];
  if (missing !== undefined) throw new TypeError(`"${missing}" is no schema`);
  const parts = [
    ...def.options ?? [],
    ...def.items ?? [],
    ...def.type === "lazy" ? [innerType] : [],
  ];
  if (!parts.every(isNode)) throw new TypeError(`A part of its ${def.type} is no schema`);
  return [...shape.map(([, member]) => member), ...parts];
}

function isNode(value: unknown): value is ZodSchema {
  return typeof value === "object" && value !== null && "_zod" in value;
}
