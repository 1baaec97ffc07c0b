/** The registered final status codes (IANA HTTP Status Code Registry): what a response may declare. */
export type StatusCode =
  | (200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226)
  | (300 | 301 | 302 | 303 | 304 | 307 | 308)
  | (400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412 | 413 | 414)
  | (415 | 416 | 417 | 418 | 421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451)
  | (500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 511);

/** The status codes of a redirect that a browser follows. */
export type RedirectStatus = 301 | 302 | 303 | 307 | 308;

/**
 * Returns the status of a response; throws RangeError `SPK_BAD_STATUS` unless it is an integer from
 * 200 to 599 (a final one: RFC 9110 section 15).
 */
export function checkStatus(status: number): number {
  if (Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw badStatus(`The status ${String(status)} is not an integer from 200 to 599`);
}

/** Returns the status of an error; throws RangeError `SPK_BAD_STATUS` unless it is 400 to 599. */
export function checkErrorStatus(status: number): number {
  if (Number.isInteger(status) && status >= 400 && status <= 599) return status;
  throw badStatus(`The error status ${String(status)} is not an integer from 400 to 599`);
}

/** Returns the status of a redirect; throws RangeError `SPK_BAD_STATUS` unless browsers follow it. */
export function checkRedirectStatus(status: number): number {
  if ([301, 302, 303, 307, 308].includes(status)) return status;
  throw badStatus(`The redirect status ${String(status)} is not 301, 302, 303, 307 or 308`);
}

function badStatus(message: string): RangeError {
  return Object.assign(new RangeError(`SPK_BAD_STATUS: ${message}`), { code: "SPK_BAD_STATUS" });
}

const TITLES: ReadonlyMap<number, string> = new Map([
  [400, "Bad Request"],
  [401, "Unauthorized"],
  [402, "Payment Required"],
  [403, "Forbidden"],
  [404, "Not Found"],
  [405, "Method Not Allowed"],
  [406, "Not Acceptable"],
  [407, "Proxy Authentication Required"],
  [408, "Request Timeout"],
  [409, "Conflict"],
  [410, "Gone"],
  [411, "Length Required"],
  [412, "Precondition Failed"],
  [413, "Content Too Large"],
  [414, "URI Too Long"],
  [415, "Unsupported Media Type"],
  [416, "Range Not Satisfiable"],
  [417, "Expectation Failed"],
  [418, "I'm a Teapot"],
  [421, "Misdirected Request"],
  [422, "Unprocessable Content"],
  [423, "Locked"],
  [424, "Failed Dependency"],
  [425, "Too Early"],
  [426, "Upgrade Required"],
  [428, "Precondition Required"],
  [429, "Too Many Requests"],
  [431, "Request Header Fields Too Large"],
  [451, "Unavailable For Legal Reasons"],
  [500, "Internal Server Error"],
  [501, "Not Implemented"],
  [502, "Bad Gateway"],
  [503, "Service Unavailable"],
  [504, "Gateway Timeout"],
  [505, "HTTP Version Not Supported"],
  [506, "Variant Also Negotiates"],
  [507, "Insufficient Storage"],
  [508, "Loop Detected"],
  [511, "Network Authentication Required"],
]);

/**
 * Returns the registered phrase of an error status (RFC 9110 section 15); an unregistered one is
 * named by its class, as a client must treat it.
 */
export function titleOf(status: number): string {
  return TITLES.get(status) ?? (status < 500 ? "Client Error" : "Server Error");
}

const SUCCESSES: ReadonlySet<number> = new Set([
  ...[200, 201, 202, 203, 204, 205, 206, 207, 208, 226],
  ...[300, 301, 302, 303, 304, 307, 308],
]);

/** Tells whether a status is one of {@linkcode StatusCode}. */
export function isRegistered(status: number): status is StatusCode {
  return SUCCESSES.has(status) || TITLES.has(status);
}

/** RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Tells whether answers of this status have no content. */
export function hasNoBody(status: number): boolean {
  return BODILESS.has(status);
}
