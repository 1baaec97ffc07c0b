import type { JsonSchema, SchemaForm } from "../schema/json_schema.ts";

/** A schema that operations and other schemas refer to. */
export interface Component {
  /** Name the program or its library gave, as it is written; undefined for one that has none. */
  readonly name: string | undefined;
  /** The name as OpenAPI allows it. */
  readonly id: string | undefined;
  /** Whether the program gave it, so that two schemas may not share it. */
  readonly isGiven: boolean;
  /** Name to take where there is no id. */
  readonly hint: string;
  /** What it is the form of. */
  readonly form: SchemaForm;
  /** Where it was met at first: `the body of POST /users`. */
  readonly place: string;
  /** The schema of the library, where that tells; the same one is not two schemas. */
  readonly origin: object | undefined;
  /** Its JSON Schema. */
  readonly schema: JsonSchema;
}

/** The objects that stand for a component: their `$ref` is filled in last. */
export type Links = ReadonlyMap<unknown, Component>;
