/**
 * Middleware for every program: each is a function of its options, and goes into `use()`.
 *
 * ```ts
 * import { Spikard } from "@spikard/node";
 * import { logger, requestId, securityHeaders } from "@spikard/node/middleware";
 *
 * const app = new Spikard();
 * app.use(requestId(), logger(), securityHeaders());
 * ```
 *
 * They are sets of hooks, so they see the answers to errors too. Those that only add headers, added to
 * the app, do so for what the server answers by itself as well.
 *
 * @module
 */

export { cacheControl, type CacheControlOptions } from "./cache_control.ts";
export { etag, type EtagOptions } from "./etag.ts";
export { logger, type LoggerOptions } from "./logger.ts";
export { requestId, type RequestIdOptions } from "./request_id.ts";
export { securityHeaders, type SecurityHeadersOptions } from "./security_headers.ts";
