/** One reason why the server refused an input. */
export interface ValidationIssue {
  /** What kind of fault: `missing`, `string_too_short`, `greater_than_equal`. */
  readonly type: string;
  /** `path`, `query`, `headers`, `cookie` or `body`, then the way to the value. */
  readonly loc: readonly (string | number)[];
  /** What is wrong, for people. */
  readonly msg: string;
  /** What the schema asks for: `{ ge: 1 }`. */
  readonly ctx?: Readonly<Record<string, unknown>>;
}

/** An error body of the server (RFC 9457), or what stands for one where the body is no JSON. */
export interface Problem {
  /** URI of the kind of problem; `"about:blank"` where the status says it all. */
  readonly type: string;
  /** The kind of problem, for people. */
  readonly title: string;
  /** Status of the answer. */
  readonly status: number;
  /** What happened this time. */
  readonly detail?: string;
  /** Every input that was refused, where the status is 422. */
  readonly errors?: readonly ValidationIssue[];
  /** What else the server says. */
  readonly [extension: string]: unknown;
}

/** Longest piece of a body that a problem shows. */
const MAX_DETAIL = 512;

/** Makes a problem of an answer that brought none. */
export function makeProblem({ status }: Response, title: string, detail: string): Problem {
  return {
    type: "about:blank",
    title,
    status,
    ...(detail && { detail: detail.slice(0, MAX_DETAIL) }),
  };
}
