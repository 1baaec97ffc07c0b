import type { Test } from "uvu";
import type { ListenOptions, Server, Spikard } from "../../mod.ts";

/** Starts an app on a free port of this machine. */
export type Serve = (app: Spikard, options?: ListenOptions) => Promise<Server>;

/**
 * Returns what starts the servers of a suite's tests; each of them is closed after its test.
 *
 * @example
 * ```ts
 * const test = suite("greeting");
 * const serve = withServer(test);
 *
 * test("answers 200", async () => {
 *   const { url } = await serve(app);
 *   assert.is((await fetch(url)).status, 200);
 * });
 * ```
 */
export function withServer(test: Test): Serve {
  const servers: Server[] = [];
  test.after.each(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close({ timeout: 0 })));
  });
  return async (app, options) => {
    const server = await app.listen({ port: 0, ...options });
    servers.push(server);
    return server;
  };
}
