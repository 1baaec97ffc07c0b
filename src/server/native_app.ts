/**
 * What an app says of its server.
 *
 * @module
 */

import type { NativeSettings } from "../bridge/mod.ts";
import { encodeHead } from "../http/headers.ts";
import type { TableRoute } from "../routing/table.ts";
import { documentsOf } from "./documents.ts";
import type { ServedApp } from "./served_app.ts";
import { checkSize, type ListenSettings } from "./settings.ts";

/**
 * Puts the settings of a server and what its app says together. `fallback` is the path of the route
 * behind the table that takes what no other does.
 *
 * Throws TypeError `SPK_BAD_OPTION`, and as {@linkcode documentsOf} does.
 */
export function nativeSettings(
  native: ListenSettings["native"],
  { settings, table, document }: ServedApp,
  fallback: string | undefined,
): NativeSettings {
  const { bodyLimit, formFileLimit, handlerTimeout, health, stripsProto } = settings;
  const { headers, requestId } = table.answers;
  const routes = table.routes.map((route) => {
    return { ...nativeRoute(route), keepsProto: route.keepsProto || stripsProto };
  });
  const documents = documentsOf(settings, document);
  const all = {
    ...{ ...native, bodyLimit, handlerTimeout, routes },
    limits: { ...native.limits, formFileLimit },
    answerHeaders: encodeHead(headers),
    ...(health && { health }),
    ...(documents.length > 0 && { documents }),
    ...(requestId !== undefined && { requestIdHeader: requestId }),
  };
  if (fallback === undefined) return all;
  const last = { method: "*", path: fallback, keepsProto: stripsProto };
  return { ...all, routes: [...routes, last], fallback: routes.length };
}

/** What the server needs of a route. */
export function nativeRoute(route: TableRoute): NativeSettings["routes"][number] {
  const { method, path, bodyLimit, formFileLimit, handlerTimeout, streamsBody } = route;
  const { accepts } = route.metadata;
  return {
    method,
    path,
    streamsBody,
    keepsProto: route.keepsProto,
    ...(accepts !== undefined && { accepts: [...accepts] }),
    ...(bodyLimit !== undefined && { bodyLimit: checkSize(bodyLimit, "bodyLimit") }),
    ...(formFileLimit !== undefined &&
      { formFileLimit: checkSize(formFileLimit, "formFileLimit") }),
    ...(handlerTimeout !== undefined && { handlerTimeout }),
  };
}
