import type { AnyHandler } from "../../src/http/handler.ts";
import { HttpError } from "../../src/http/http_error.ts";
import {
  BadRequest,
  NotFound,
  ServiceUnavailable,
  Unauthorized,
} from "../../src/http/http_errors.ts";
import { SECRET } from "./hostile_values.ts";

/** A handler that throws an HttpError, and the problem it must become. */
export interface HttpErrorCase {
  readonly name: string;
  readonly handler: AnyHandler;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body, text for text. */
  readonly body: string;
}

function throwing(error: HttpError): AnyHandler {
  return () => {
    throw error;
  };
}

/** HttpErrors, and the answers they are. */
export const HTTP_ERRORS: readonly HttpErrorCase[] = [
  {
    name: "a subclass without a detail",
    handler: throwing(new NotFound()),
    status: 404,
    body: '{"type":"https://spikard.dev/errors/not-found","title":"Not Found","status":404}',
  },
  {
    name: "a detail, a code and extensions, in this order",
    handler: throwing(
      new BadRequest("No such page", { code: "bad_page", extensions: { page: 9 } }),
    ),
    status: 400,
    body: '{"type":"https://spikard.dev/errors/bad-request","title":"Bad Request","status":400,' +
      '"detail":"No such page","code":"bad_page","page":9}',
  },
  {
    name: "a title and a type of its own",
    handler: throwing(
      new HttpError(402, "Declined", { title: "Pay", type: "https://a.example/pay" }),
    ),
    status: 402,
    body: '{"type":"https://a.example/pay","title":"Pay","status":402,"detail":"Declined"}',
  },
  {
    name: "headers",
    handler: throwing(new Unauthorized("Sign in", { headers: { "WWW-Authenticate": "Bearer" } })),
    status: 401,
    headers: { "www-authenticate": "Bearer" },
    body: '{"type":"about:blank","title":"Unauthorized","status":401,"detail":"Sign in"}',
  },
  {
    name: "a 503 whose cause stays in the log",
    handler: throwing(new ServiceUnavailable("Try later", { cause: new Error(SECRET) })),
    status: 503,
    body: '{"type":"https://spikard.dev/errors/service-unavailable",' +
      '"title":"Service Unavailable","status":503,"detail":"Try later"}',
  },
  {
    name: "a rejection",
    handler: () => Promise.reject(new NotFound("Gone fishing")),
    status: 404,
    body: '{"type":"https://spikard.dev/errors/not-found","title":"Not Found","status":404,' +
      '"detail":"Gone fishing"}',
  },
  {
    name: "what was set before, which is not in the answer",
    handler: ({ set }) => {
      set.status(201);
      set.header("cache-control", "public");
      throw new NotFound();
    },
    status: 404,
    body: '{"type":"https://spikard.dev/errors/not-found","title":"Not Found","status":404}',
  },
];
