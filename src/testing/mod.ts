/**
 * Tests of apps without a socket.
 *
 * ```ts
 * import { testClient } from "@spikard/node/testing";
 *
 * await using client = testClient(() => import("./app.ts"));
 * const response = await client.get("/users/1");
 * console.log(response.status, await response.json());
 * ```
 *
 * @module
 */

export { type TestClient, testClient } from "./client.ts";
export type { AppFile } from "./load.ts";
export type { TestRequestInit } from "./request.ts";
