import { HttpError, type HttpErrorOptions } from "./http_error.ts";

/** 400: the request cannot be understood as it was sent. */
export class BadRequest extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(400, detail, options);
  }
}

/** 401: the request has no valid credentials; add a `www-authenticate` header. */
export class Unauthorized extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(401, detail, options);
  }
}

/** 403: the credentials do not allow this. */
export class Forbidden extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(403, detail, options);
  }
}

/** 404: there is no such thing. */
export class NotFound extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(404, detail, options);
  }
}

/** 405: the resource does not take this method; add an `allow` header. */
export class MethodNotAllowed extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(405, detail, options);
  }
}

/** 406: no representation suits the request's Accept headers. */
export class NotAcceptable extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(406, detail, options);
  }
}

/** 409: the request does not fit the present state of the resource. */
export class Conflict extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(409, detail, options);
  }
}

/** 410: the resource was there and will not come back. */
export class Gone extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(410, detail, options);
  }
}

/** 412: a condition in the request's headers does not hold. */
export class PreconditionFailed extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(412, detail, options);
  }
}

/** 413: the body is larger than the route takes. */
export class PayloadTooLarge extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(413, detail, options);
  }
}

/** 415: the route does not take this content type or coding. */
export class UnsupportedMediaType extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(415, detail, options);
  }
}

/** 422: the request is well-formed, but its content breaks a rule. */
export class UnprocessableContent extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(422, detail, options);
  }
}

/** 429: the client has sent too many requests; add a `retry-after` header. */
export class TooManyRequests extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(429, detail, options);
  }
}

/** 500: the server failed; the cause is logged, never sent. */
export class InternalServerError extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(500, detail, options);
  }
}

/** 501: the server cannot do this at all. */
export class NotImplemented extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(501, detail, options);
  }
}

/** 502: a server behind this one gave an invalid answer. */
export class BadGateway extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(502, detail, options);
  }
}

/** 503: the server cannot answer now; add a `retry-after` header. */
export class ServiceUnavailable extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(503, detail, options);
  }
}

/** 504: a server behind this one did not answer in time. */
export class GatewayTimeout extends HttpError {
  /** Takes what went wrong this time, and options. */
  constructor(detail?: string, options?: HttpErrorOptions) {
    super(504, detail, options);
  }
}
