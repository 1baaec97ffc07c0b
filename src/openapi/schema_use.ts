import type { SchemaForm } from "../schema/json_schema.ts";

/** Where a schema is used. */
export interface SchemaUse {
  /** What is sent there. */
  readonly form: SchemaForm;
  /** For messages: `the body of POST /users (Users.create)`. */
  readonly place: string;
  /** Name for what needs one and has none: `CreateUserBody`. */
  readonly hint: string;
}
