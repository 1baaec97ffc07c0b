import type { Spikard } from "../../../mod.ts";
import { testClient } from "../../../src/testing/mod.ts";

/** Sends a request; `path` is path and query. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>;

/** What sends requests to a running app. */
export interface Transport {
  /** Sends one, and resolves to its answer. */
  readonly send: Send;
  /** Stops the app. */
  readonly close: () => Promise<void>;
}

/** Runs an app and reaches it in some way. */
export type Connect = (app: Spikard) => Promise<Transport>;

/** The real server, without a socket. */
export const inProcess: Connect = (app) => {
  const client = testClient(app);
  const send: Send = (path, init) => client.request(path, init);
  return Promise.resolve({ send, close: () => client.close() });
};

/** The real server on a port. */
export const overSockets: Connect = async (app) => {
  const server = await app.listen({ port: 0 });
  return {
    send: (path, init) => fetch(server.url + path, init),
    close: () => server.close({ timeout: 0 }),
  };
};
