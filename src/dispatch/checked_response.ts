/**
 * What a handler returns, checked against what its route declares.
 *
 * @module
 */

import type { AnyContext } from "../http/context.ts";
import type { AnyHandler, MaybePromise, Sendable } from "../http/handler.ts";
import { PreparedReply } from "../http/reply.ts";
import type { RequestContext } from "../http/request_context.ts";
import type { ResponseSpec } from "../routing/schemas.ts";
import { issueText } from "../schema/issue_text.ts";
import type { SchemaResult } from "../schema/standard_schema.ts";
import { type Validator, validatorOf } from "../schema/validator.ts";
import { isStream } from "../streaming/stream_body.ts";
import { discardValue } from "./discard.ts";
import { isPlain } from "./plain_value.ts";
import { isThenable } from "../http/thenable.ts";

/** By status: what checks a body, or null where there is to be none. */
type Declared = ReadonlyMap<number, Validator | null>;

/** A body on its way through its schema. */
interface Checking {
  readonly declared: Declared;
  readonly status: number;
  readonly body: unknown;
}

/**
 * Returns a handler that gives what the schemas make of the other's values, without the keys they do
 * not know. A Response goes as it is, a stream where its status is declared.
 *
 * It throws TypeError, which is a 500 and a line in the log, for a status that is not declared, for a
 * value that its schema refuses, and for nothing where something is declared.
 */
export function checkedResponse(handler: AnyHandler, response: ResponseSpec): AnyHandler {
  const declared: Declared = new Map(
    Object.entries(response).map(([status, schema]) => [
      Number(status),
      schema === null ? null : validatorOf(schema),
    ]),
  );
  return (context) => {
    const value = handler(context);
    return isThenable(value)
      ? settled(declared, context, value)
      : checked(declared, context, value);
  };
}

/** Awaits: that calls the `then` of no true promise, which a program may have replaced. */
async function settled(
  declared: Declared,
  context: AnyContext,
  value: PromiseLike<Sendable>,
): Promise<Sendable> {
  return await checked(declared, context, await value);
}

function checked(
  declared: Declared,
  context: AnyContext,
  value: Sendable,
): MaybePromise<Sendable> {
  if (!(value instanceof PreparedReply)) {
    // Node loads half a megabyte of its own to answer this, so it is not asked of mere data.
    if (!isPlain(value) && value instanceof Response) return value;
    return validated({ declared, status: statusOf(context, value), body: value });
  }
  const status = value["~status"];
  const body = validated({ declared, status, body: value["~body"] });
  if (body instanceof Promise) return body.then((checked) => value["~with"](checked));
  return value["~with"](body);
}

function statusOf(context: AnyContext, value: Sendable): number {
  // Dispatch makes no other Context.
  const { head } = context as RequestContext;
  return head?.statusCode || (value === undefined ? 204 : 200);
}

function validated({ declared, status, body }: Checking): MaybePromise<Sendable> {
  const validate = declared.get(status);
  if (validate === undefined) {
    discardValue(body);
    throw undeclared(declared, status, body);
  }
  if (validate === null) return empty(status, body);
  if (body === undefined) throw nothing(status);
  if (typeof body === "object" && body !== null && !isPlain(body) && isStream(body)) return body;
  const result = validate(body);
  if (result instanceof Promise) return result.then((checked) => take(checked, { status, body }));
  return take(result, { status, body });
}

function take(
  result: SchemaResult<unknown>,
  { status, body }: Pick<Checking, "status" | "body">,
): Sendable {
  // Whether it can be sent is for `respond` to say.
  if (result.issues === undefined) {
    if (result.value === undefined) throw nothing(status);
    return result.value as Sendable;
  }
  const issues = issueText(result.issues, body);
  throw new TypeError(`The handler returned what its schema of ${status} refuses: ${issues}`);
}

function empty(status: number, body: unknown): undefined {
  if (body === undefined || body === null) return undefined;
  discardValue(body);
  throw new TypeError(`The handler returned a body with ${status}, which is declared without one`);
}

function undeclared(declared: Declared, status: number, body: unknown): TypeError {
  const withBody = [...declared].filter(([, validate]) => validate !== null);
  if (body === undefined && status === 204 && withBody.length > 0) {
    return nothing(withBody.map(([status]) => status).join(", "));
  }
  const known = [...declared.keys()].join(", ");
  return new TypeError(
    `The handler returned the status ${status}, and its route declares ${known}`,
  );
}

function nothing(status: number | string): TypeError {
  return new TypeError(`The handler returned nothing, and its route declares a body for ${status}`);
}
