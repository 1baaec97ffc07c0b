/**
 * What becomes of a value on its way through JSON.
 *
 * @module
 */

type Primitive = string | number | boolean | null;
/** What has no place in JSON: as a member it is left out. */
type Unsendable = ((...values: never[]) => unknown) | symbol | undefined;

interface Written {
  toJSON(): unknown;
}

/**
 * A value as the client gets it: `toJSON()` applied, a Date a string, methods left out. What is not
 * known stays unknown.
 */
// What is special is told first, in one test: it is what a type checker spends on most members.
export type Json<T> = unknown extends T ? T
  : T extends Primitive | undefined ? T
  : T extends Written | Unsendable | bigint | readonly unknown[] ? Special<T>
  : { [Key in keyof T as T[Key] extends Unsendable ? never : Key]: Json<T[Key]> };

type Special<T> = T extends { toJSON(): infer Text } ? Json<Text>
  : T extends readonly unknown[] ? { [Key in keyof T]: Json<T[Key]> }
  : never;

/** The body of an answer as the client reads it: bytes as a Blob, a stream of any kind as unknown. */
export type Received<T> = unknown extends T ? T
  : T extends Unwritten | void ? Raw<T>
  : Json<T>;

type Bytes = Blob | ArrayBuffer | ArrayBufferView;
type Unwritten = Bytes | ReadableStream | AsyncIterable<unknown> | Response | undefined;
type Raw<T> = T extends Bytes ? Blob : T extends object ? unknown : undefined;
