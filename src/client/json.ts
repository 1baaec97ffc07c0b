/**
 * What becomes of a value on its way through JSON.
 *
 * @module
 */

/** What has no place in JSON: as a member it is left out. */
export type Unsendable = ((...values: never[]) => unknown) | symbol | undefined;

/**
 * A value as the client gets it: `toJSON()` applied, a Date a string, methods left out. What is not
 * known stays unknown.
 */
// One test tells what is special from plain objects: most of what a type checker spends goes there.
export type Json<T> = unknown extends T ? T
  : T extends string | number | boolean | null | undefined ? T
  : T extends { toJSON(): unknown } | Unsendable | bigint | readonly unknown[]
    ? T extends { toJSON(): infer Written } ? Json<Written>
    : T extends readonly unknown[] ? { [Key in keyof T]: Json<T[Key]> }
    : never
  : { [Key in keyof T as T[Key] extends Unsendable ? never : Key]: Json<T[Key]> };

/**
 * The body of an answer as the client reads it: bytes as a Blob, a stream of any kind as unknown.
 *
 * @internal
 */
export type Received<T> = unknown extends T ? T
  : T extends Bytes | Streamed | undefined | void
    ? T extends Bytes ? Blob : T extends object ? unknown : undefined
  : Json<T>;

type Bytes = Blob | ArrayBuffer | ArrayBufferView;
type Streamed = ReadableStream | AsyncIterable<unknown> | Response;
