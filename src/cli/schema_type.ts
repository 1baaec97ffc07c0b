/**
 * From a JSON Schema (draft 2020-12) to a type.
 *
 * @module
 */

import { type JsonObject, listOf, objectOf, pointerOf, resolve } from "./json_document.ts";
import {
  arrayOf,
  atom,
  commentOf,
  intersection,
  literal,
  type Member,
  members,
  nameOf,
  type TypeText,
  union,
} from "./type_text.ts";

const UNKNOWN = atom("unknown");
const PRIMITIVES: ReadonlyMap<unknown, TypeText> = new Map([
  ["string", atom("string")],
  ["number", atom("number")],
  ["integer", atom("number")],
  ["boolean", atom("boolean")],
  ["null", atom("null")],
]);

/** Turns the schemas of one document into types. */
export class SchemaTypes {
  readonly #document: JsonObject;
  readonly #aliases: ReadonlyMap<string, string>;
  /** References that are being written out: one of them within itself has no end. */
  readonly #open = new Set<string>();

  /** Takes the document that references lead into, and what some of them are called instead. */
  constructor(document: JsonObject, aliases: ReadonlyMap<string, string> = new Map()) {
    this.#document = document;
    this.#aliases = aliases;
  }

  /** The type of the values that a schema takes. */
  typeOf(schema: unknown): TypeText {
    if (schema === false) return atom("never");
    const known = objectOf(schema);
    const { $ref, enum: values, not, type } = known;
    if (typeof $ref === "string") return this.#referenceTo($ref);
    if ("const" in known) return literal(known["const"]);
    if (Array.isArray(values)) return this.#enumOf(values, type);
    if (not === true || (typeof not === "object" && Object.keys(objectOf(not)).length === 0)) {
      return atom("never");
    }
    return this.#composed(known);
  }

  /** What a value refers to, or the value itself. */
  resolve(value: unknown): JsonObject {
    return objectOf(resolve(this.#document, value));
  }

  /** A member with the comment of what describes it. */
  member(name: string, holder: unknown, type: TypeText): Member {
    return { name, type, comment: commentOf(objectOf(holder)) };
  }

  #referenceTo(reference: string): TypeText {
    const alias = this.#aliases.get(decodeURIComponent(reference));
    if (alias !== undefined) return atom(alias);
    const [root = "", ...names] = pointerOf(reference);
    const isNamed = root === "components"
      ? names.length === 2
      : root === "$defs" && names.length === 1;
    const schema = resolve(this.#document, { $ref: reference });
    if (isNamed) return atom(root + names.map((name) => `[${JSON.stringify(name)}]`).join(""));
    if (this.#open.has(reference)) return UNKNOWN;
    this.#open.add(reference);
    const type = this.typeOf(schema);
    this.#open.delete(reference);
    return type;
  }

  #enumOf(values: readonly unknown[], type: unknown): TypeText {
    const types = values.map(literal);
    return union(listOf(type).includes("null") ? [...types, atom("null")] : types);
  }

  /** The schema's own type, and all its `allOf`, and one of its `anyOf`, and one of its `oneOf`. */
  #composed(schema: JsonObject): TypeText {
    const own = this.#own(schema);
    const all = listOf(schema["allOf"]).map((part) => this.typeOf(part));
    const choices = ["anyOf", "oneOf"].map((key) => listOf(schema[key]))
      .filter((parts) => parts.length > 0)
      .map((parts) => union(parts.map((part) => this.typeOf(part))));
    const parts = [...(own ? [own] : []), ...all, ...choices];
    if (parts.length > 0) return intersection(parts);
    return schema["type"] === "object" ? members([]) : UNKNOWN;
  }

  #own(schema: JsonObject): TypeText | undefined {
    const { type } = schema;
    if (Array.isArray(type)) {
      const bare = { ...schema, allOf: [], anyOf: [], oneOf: [] };
      return union(type.map((one) => this.#own({ ...bare, type: one }) ?? members([])));
    }
    if (type === "array") return this.#arrayOf(schema);
    return PRIMITIVES.get(type) ?? this.#objectOf(schema);
  }

  #arrayOf({ prefixItems, items, minItems }: JsonObject): TypeText {
    if (!Array.isArray(prefixItems)) return arrayOf(this.typeOf(items));
    const required = typeof minItems === "number" ? minItems : prefixItems.length;
    const texts = prefixItems.map((item, index) => {
      const { text, kind } = this.typeOf(item);
      if (index < required) return text;
      return kind === "atom" ? `${text}?` : `(${text})?`;
    });
    const hasRest = items !== undefined && items !== false;
    const rest = hasRest ? [`...${arrayOf(this.typeOf(items)).text}`] : [];
    return atom(`[${[...texts, ...rest].join(", ")}]`);
  }

  /** Undefined for a schema that says nothing of an object's members. */
  #objectOf(schema: JsonObject): TypeText | undefined {
    const named = this.#named(schema);
    const parts = named.length > 0 ? [members(named)] : [];
    const others = this.#others(schema);
    if (others !== undefined) parts.push(others);
    return parts.length > 0 ? intersection(parts) : undefined;
  }

  #named(schema: JsonObject): Member[] {
    const required = listOf(schema["required"]);
    return Object.entries(objectOf(schema["properties"])).map(([key, property]) => {
      const readonly = objectOf(property)["readOnly"] === true ? "readonly " : "";
      const name = `${readonly}${nameOf(key)}${required.includes(key) ? "" : "?"}`;
      return this.member(name, property, this.typeOf(property));
    });
  }

  /** Members that have no name of their own: a record, whose names may be listed. */
  #others(schema: JsonObject): TypeText | undefined {
    const { additionalProperties, patternProperties, propertyNames, required } = schema;
    const values = Object.values(objectOf(patternProperties));
    if (additionalProperties !== undefined && additionalProperties !== false) {
      values.push(additionalProperties);
    }
    if (values.length === 0) return undefined;
    const type = union(values.map((value) => this.typeOf(value)));
    const { enum: names } = this.resolve(propertyNames);
    if (!Array.isArray(names)) return members([{ name: "[key: string]", type }]);
    const optional = (name: unknown) => listOf(required).includes(name) ? "" : "?";
    return members(
      names.map((name) => ({ name: `${nameOf(String(name))}${optional(name)}`, type })),
    );
  }
}
