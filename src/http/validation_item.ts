/** Where an input comes from, as the first entry of a `loc` says it. */
export type InputPlace = "path" | "query" | "headers" | "cookie" | "body";

/** One reason why the input of a request was refused; the input itself is never in it. */
export interface ValidationItem {
  /** What kind of fault: `missing`, `string_too_short`, `greater_than_equal`. */
  readonly type: string;
  /** Place, then the way to the value: `["body", "items", 0, "qty"]`. */
  readonly loc: readonly (string | number)[];
  /** The message of the schema's library, at most 512 characters. */
  readonly msg: string;
  /** What the schema asks for: `{ ge: 1 }`. */
  readonly ctx?: Readonly<Record<string, unknown>>;
}
