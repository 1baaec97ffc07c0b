import type { AnySchema } from "../schema/standard_schema.ts";
import { type JsonSchema, readJsonSchema, type SchemaForm } from "../schema/json_schema.ts";
import type { Component } from "./component.ts";
import { nameComponents } from "./component_names.ts";
import { type Definition, untangle } from "./definitions.ts";
import { inlineUnnamed } from "./inline.ts";
import { checkLosses, describeLosses, noJsonSchema } from "./losses.ts";
import type { SchemaUse } from "./schema_use.ts";
import { schemasIn } from "./subschemas.ts";
import { tidy } from "./tidy.ts";

/**
 * The schemas of a document: collects them while the operations are written, and names those that
 * stand under `components` in the end, when all are known.
 */
export class SchemaComponents {
  readonly #warn: (message: string) => void;
  readonly #schemas: Readonly<Record<SchemaForm, Map<AnySchema, JsonSchema>>> = {
    input: new Map(),
    output: new Map(),
  };
  readonly #links = new Map<unknown, Component>();
  readonly #shared = new Map<string, JsonSchema>();

  /** `warn` is told of every schema that the document leaves open, once. */
  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  /**
   * Returns the JSON Schema for one use of a schema, to be put into the document as it is. Throws
   * TypeError `SPK_DUPLICATE_SCHEMA` where two schemas in it have one id.
   */
  schemaOf(schema: AnySchema, use: SchemaUse): JsonSchema {
    const known = this.#schemas[use.form].get(schema) ?? this.#read(schema, use);
    this.#schemas[use.form].set(schema, known);
    return known;
  }

  /** Returns a reference to a schema of the framework's own. */
  sharedSchema(name: string, schema: JsonSchema): JsonSchema {
    const known = this.#shared.get(name);
    if (known !== undefined) return known;
    const link = { $ref: "" };
    const unnamed = { name: undefined, id: undefined, isGiven: false, origin: undefined };
    this.#links.set(link, { ...unnamed, hint: name, form: "output", place: name, schema });
    this.#shared.set(name, link);
    return link;
  }

  /** Returns what a schema refers to, or the schema itself. */
  resolve(schema: JsonSchema): JsonSchema {
    const seen = new Set<JsonSchema>();
    let resolved = schema;
    for (let link = this.#links.get(resolved); link; link = this.#links.get(resolved)) {
      if (seen.has(resolved)) return {};
      seen.add(resolved);
      resolved = link.schema;
    }
    return resolved;
  }

  /**
   * Returns the components that `content` refers to, by name, and fills in the references. Throws
   * TypeError `SPK_DUPLICATE_SCHEMA`.
   */
  nameAll(content: unknown): Record<string, JsonSchema> {
    const used = this.#reach(content);
    const names = nameComponents(used, this.#links);
    for (const [link, component] of this.#links) {
      const name = names.get(component);
      // Every link is an object that was made or found as a schema.
      if (name !== undefined) (link as JsonSchema).$ref = `#/components/schemas/${name}`;
    }
    const schemas = new Map<string, JsonSchema>();
    for (const [{ schema }, name] of names) {
      if (!schemas.has(name)) schemas.set(name, schema);
    }
    return Object.fromEntries(schemas);
  }

  #read(schema: AnySchema, use: SchemaUse): JsonSchema {
    const reading = readJsonSchema(schema, use.form);
    if (reading === undefined) {
      this.#warn(noJsonSchema(schema["~standard"].vendor, use.place));
      return {};
    }
    const { json, losses, named } = reading;
    checkLosses(losses, use.place);
    const { links, dangling } = untangle(json, new Set(named.keys()));
    const unfound = dangling.map((ref) => ({ path: [], reason: `"${ref}" refers to nothing` }));
    const message = describeLosses([...losses, ...unfound], use);
    if (message !== undefined) this.#warn(message);
    inlineUnnamed(links);
    this.#link(links, use, named);
    const roots = new Set([json, ...[...links.values()].map((definition) => definition.schema)]);
    for (const root of roots) for (const node of schemasIn(root)) tidy(node);
    return json;
  }

  #link(
    links: ReadonlyMap<JsonSchema, Definition>,
    { form, place, hint }: SchemaUse,
    named: ReadonlyMap<string, object>,
  ): void {
    const components = new Map<Definition, Component>();
    for (const [node, definition] of links) {
      const { name, isGiven, schema } = definition;
      const origin = name === undefined ? undefined : named.get(name);
      const id = name?.replaceAll(/[^A-Za-z0-9._-]/g, "_");
      const component = components.get(definition) ??
        { name, id, isGiven, hint, form, place, origin, schema };
      components.set(definition, component);
      this.#links.set(node, component);
    }
  }

  /** In the order in which they are met. */
  #reach(content: unknown): Component[] {
    const reached = new Set<Component>();
    const visit = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      const component = this.#links.get(value);
      if (component !== undefined && !reached.has(component)) {
        reached.add(component);
        visit(component.schema);
      }
      for (const member of Object.values(value)) visit(member);
    };
    visit(content);
    return [...reached];
  }
}
