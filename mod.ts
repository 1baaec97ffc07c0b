/**
 * Spikard: a typed web framework for Deno, Node and Bun whose HTTP server is Rust.
 *
 * ```ts
 * import { Spikard } from "@spikard/node";
 *
 * const app = new Spikard();
 * app.get("/", () => ({ message: "Hello" }));
 * app.get("/users/:id", ({ params }) => ({ id: params.id }));
 * await app.run({ host: "127.0.0.1", port: 8000 });
 * ```
 *
 * @module
 */

export { runServer, Spikard, type SpikardApp } from "./src/app.ts";
export {
  controller,
  type ControllerContext,
  type ControllerDecorator,
  type ControllerOptions,
} from "./src/decorators/controller.ts";
export { guard, type GuardDecorator } from "./src/decorators/guard.ts";
export {
  all,
  del,
  get,
  head,
  options,
  patch,
  post,
  put,
  query,
  route,
} from "./src/decorators/verbs.ts";
export type { ServerStats } from "./src/bridge/mod.ts";
export type { ErrorClass, ValidationErrorHandler } from "./src/routing/error_handlers.ts";
export type {
  AnyContext,
  ContextMembers,
  MatchedRoute,
  RawBody,
  ResponseSetter,
} from "./src/http/context.ts";
export { ContextKey, contextKey, type ContextKeyOptions } from "./src/http/context_key.ts";
export type {
  AnyHandler,
  ErrorHandler,
  Literal,
  Literals,
  MaybePromise,
  Middleware,
  Next,
  Sendable,
} from "./src/http/handler.ts";
export type { HeaderList } from "./src/http/header_list.ts";
export type {
  AnswerHeaders,
  Guard,
  Hook,
  HookFunctions,
  HookName,
  HookSet,
  Layer,
  OutgoingReply,
  ResponseHook,
  ResponseResult,
  SendHook,
  Verdict,
} from "./src/http/hooks.ts";
export { HttpError, type HttpErrorOptions, type ProblemExtensions } from "./src/http/http_error.ts";
export {
  BadGateway,
  BadRequest,
  Conflict,
  Forbidden,
  GatewayTimeout,
  Gone,
  InternalServerError,
  MethodNotAllowed,
  NotAcceptable,
  NotFound,
  NotImplemented,
  PayloadTooLarge,
  PreconditionFailed,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnprocessableContent,
  UnsupportedMediaType,
} from "./src/http/http_errors.ts";
export type { LogFields, LogMethod, LogValue, RequestLog } from "./src/http/log.ts";
export type { MultiRecord, TextRecord } from "./src/http/record.ts";
export {
  accepted,
  created,
  html,
  json,
  noContent,
  redirect,
  type RedirectOptions,
  status,
  text,
} from "./src/http/replies.ts";
export type { Reply } from "./src/http/reply.ts";
export type { CookieOptions } from "./src/http/set_cookie.ts";
export type { RedirectStatus, StatusCode } from "./src/http/status.ts";
export { UsageError } from "./src/http/usage_error.ts";
export { ValidationError } from "./src/http/validation_error.ts";
export type { InputPlace, ValidationItem } from "./src/http/validation_item.ts";
export type {
  Body,
  BodyPart,
  Context,
  ContextOf,
  Cookies,
  Headers,
  Params,
  Part,
  Query,
  ReturnOf,
  Routed,
} from "./src/routing/context.ts";
export type {
  AddHook,
  CheckedMaker,
  MethodContext,
  OpenMaker,
  RouteMaker,
  RouterRoute,
  RouterVerb,
  Verb,
} from "./src/routing/maker.ts";
export type { RouteMetadata } from "./src/routing/metadata.ts";
export type { ParamNames, Path, PathParams, SegmentName } from "./src/routing/path.ts";
export type { Duration, Size } from "./src/http/quantity.ts";
export type { OperationSpec, SecurityRequirement } from "./src/routing/operation.ts";
export type { InputSchemas, ResponseSpec, RouteSchemas } from "./src/routing/schemas.ts";
export type { SharedSpec } from "./src/routing/shared_spec.ts";
export type { AnyRoute, Handler, Route } from "./src/routing/route.ts";
export { PluginError } from "./src/routing/plugin.ts";
export type {
  NeedsInstance,
  NeedsPlugin,
  RegisterOptions,
  Registrable,
} from "./src/routing/registrable.ts";
export { type Plugin, type PluginOptions, Router } from "./src/routing/router.ts";
export type { NoSpec, OnlyKnown, ReplyFor, Returns, RouteSpec } from "./src/routing/spec.ts";
export type {
  AnySchema,
  Input,
  Output,
  Schema,
  SchemaIssue,
  SchemaMembers,
  SchemaResult,
  SchemaTypes,
} from "./src/schema/standard_schema.ts";
export type {
  ApiInfo,
  ComponentsObject,
  HttpMethod,
  JsonSchema,
  MediaTypeObject,
  OpenApiDocument,
  OpenApiInfo,
  OperationObject,
  ParameterObject,
  PathItem,
  RequestBodyObject,
  ResponseObject,
  SecuritySchemeObject,
  ServerObject,
  TagObject,
} from "./src/openapi/mod.ts";
export type { SpikardOptions } from "./src/server/app_options.ts";
export type { DescriptionOptions, DocsOptions, OpenApiOptions } from "./src/server/docs_options.ts";
export type { OpenApiExtras } from "./src/server/openapi_extras.ts";
export type { HealthOptions } from "./src/server/health.ts";
export type {
  CloseOptions,
  LimitOptions,
  ListenOptions,
  ServerOptions,
  TimeoutOptions,
} from "./src/server/options.ts";
export type { Server } from "./src/server/server.ts";
export type { ServerSentEvent } from "./src/streaming/event.ts";
export type { Chunks } from "./src/streaming/source.ts";
export { sse, type SseOptions } from "./src/streaming/sse.ts";
export { stream, type StreamChunk, type StreamOptions } from "./src/streaming/stream.ts";
export type { Encode, StreamBody } from "./src/streaming/stream_body.ts";
export type { StopSignal } from "./src/runtime/signals.ts";
