import type { Problem } from "./problem.ts";

/** Status of an answer that has data. */
export type OkStatus = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226;

/** Status of an answer that has none. */
export type ErrorStatus =
  | (300 | 301 | 302 | 303 | 304 | 307 | 308)
  | (400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412 | 413 | 414)
  | (415 | 416 | 417 | 418 | 421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451)
  | (500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 511);

/** An answer with a status of 200 to 299. */
export interface Success<Status, Data> {
  /** The body: JSON as a value, text as a string, none as undefined, anything else as a Blob. */
  readonly data: Data;
  /** Nothing went wrong. */
  readonly error?: undefined;
  /** Status of the answer. */
  readonly status: Status;
  /** The answer itself, for its headers: the body is read. */
  readonly response: Response;
}

/** An answer with another status. */
export interface Failure<Status, Fault> {
  /** There is none. */
  readonly data?: undefined;
  /** The body, or a problem that stands for it; never a falsy value. */
  readonly error: Fault;
  /** Status of the answer. */
  readonly status: Status;
  /** The answer itself, for its headers: the body is read. */
  readonly response: Response;
}

/** What the server may answer beside what is declared. */
export type Undeclared<Declared> = Failure<Exclude<ErrorStatus, Declared>, Problem>;

/** An answer, whatever it is. */
export type AnyResult = Success<number, unknown> | Failure<number, unknown>;
