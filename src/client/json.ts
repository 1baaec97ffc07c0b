/**
 * What becomes of a value on its way through JSON.
 *
 * @module
 */

/** What has no place in JSON: as a member it is left out. */
type Unsendable = ((...values: never[]) => unknown) | symbol | undefined;

/**
 * A value as the client gets it: `toJSON()` applied, a Date a string, methods left out. What is not
 * known stays unknown.
 */
export type Json<T> = unknown extends T ? T
  : T extends string | number | boolean | null | undefined ? T
  : T extends { toJSON(): infer Written } ? Json<Written>
  : T extends Unsendable | bigint ? never
  : T extends readonly unknown[] ? { [Key in keyof T]: Json<T[Key]> }
  : { [Key in keyof T as Member<Key, T[Key]>]: Json<T[Key]> };

type Member<Key, Value> = Key extends symbol ? never
  : [Value] extends [Unsendable] ? never
  : Key;

/** The body of an answer as the client reads it: bytes as a Blob, a stream of any kind as unknown. */
export type Received<T> = unknown extends T ? T
  : T extends void | undefined ? undefined
  : T extends Blob | ArrayBuffer | ArrayBufferView ? Blob
  : T extends ReadableStream | AsyncIterable<unknown> | Response ? unknown
  : Json<T>;
