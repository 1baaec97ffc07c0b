import { connectInProcess, type Spikard } from "../app.ts";
import { UsageError } from "../http/usage_error.ts";
import { type AppFile, loadApp } from "./load.ts";
import { encodeRequest, makeRequest, type TestRequestInit } from "./request.ts";
import { responseTo } from "./response.ts";

/** Sends requests to an app in this process, and resolves to its answers. */
export interface TestClient {
  /**
   * Sends a request; `path` is path and query. Rejects where the app cannot start, as `listen()`
   * does, where the server hangs up, and as `fetch` does for what it refuses and for `signal`.
   *
   * A redirect is returned, not followed.
   */
  request(path: string, init?: TestRequestInit): Promise<Response>;
  /** Sends GET. */
  get(path: string, init?: TestRequestInit): Promise<Response>;
  /** Sends HEAD. */
  head(path: string, init?: TestRequestInit): Promise<Response>;
  /** Sends POST. */
  post(path: string, init?: TestRequestInit): Promise<Response>;
  /** Sends PUT. */
  put(path: string, init?: TestRequestInit): Promise<Response>;
  /** Sends PATCH. */
  patch(path: string, init?: TestRequestInit): Promise<Response>;
  /** Sends DELETE. */
  del(path: string, init?: TestRequestInit): Promise<Response>;
  /** Sends OPTIONS. */
  options(path: string, init?: TestRequestInit): Promise<Response>;
  /** Sends QUERY. */
  query(path: string, init?: TestRequestInit): Promise<Response>;
  /** Stops the app's server in this process, and lets the process end. */
  close(): Promise<void>;
  /** Closes at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Makes a client for tests of an app. Requests go through the real server, its router, limits and
 * timeouts, but for the socket: nothing listens, and no port is taken. The app starts with the first
 * request, and ends its registration then; it may be served elsewhere at the same time.
 *
 * Takes the app, or what imports the file that exports it as its default: `run()` in that file then
 * leaves it to the client, and resolves at once.
 *
 * Close it when the tests are over: an app that is started keeps the process alive.
 *
 * @example
 * ```ts
 * const app = new Spikard();
 * app.post("/users", ({ body }) => created({ body }));
 *
 * await using client = testClient(app); // or testClient(() => import("./app.ts"))
 * const response = await client.post("/users", { json: { name: "Ada" } });
 * console.log(response.status, await response.json()); // 201 { body: { name: "Ada" } }
 * ```
 */
export function testClient(app: Spikard | AppFile): TestClient {
  return new InProcessClient(app);
}

/** Stops at once: what a test has not waited for is not worth waiting for. */
const CLOSE_TIMEOUT = 0;

type InProcess = Awaited<ReturnType<typeof connectInProcess>>;

class InProcessClient implements TestClient {
  readonly #app: Spikard | AppFile;
  #server: Promise<InProcess> | undefined;
  #closing: Promise<void> | undefined;

  constructor(app: Spikard | AppFile) {
    this.#app = app;
  }

  async request(path: string, init: TestRequestInit = {}): Promise<Response> {
    const signal = init.signal ?? undefined;
    signal?.throwIfAborted();
    const request = await encodeRequest(makeRequest(path, init));
    const server = await this.#open();
    const answer = await server.request(request, signal);
    return responseTo({ method: request.method, signal }, answer);
  }

  get(path: string, init?: TestRequestInit): Promise<Response> {
    return this.request(path, { ...init, method: "GET" });
  }

  head(path: string, init?: TestRequestInit): Promise<Response> {
    return this.request(path, { ...init, method: "HEAD" });
  }

  post(path: string, init?: TestRequestInit): Promise<Response> {
    return this.request(path, { ...init, method: "POST" });
  }

  put(path: string, init?: TestRequestInit): Promise<Response> {
    return this.request(path, { ...init, method: "PUT" });
  }

  patch(path: string, init?: TestRequestInit): Promise<Response> {
    return this.request(path, { ...init, method: "PATCH" });
  }

  del(path: string, init?: TestRequestInit): Promise<Response> {
    return this.request(path, { ...init, method: "DELETE" });
  }

  options(path: string, init?: TestRequestInit): Promise<Response> {
    return this.request(path, { ...init, method: "OPTIONS" });
  }

  query(path: string, init?: TestRequestInit): Promise<Response> {
    return this.request(path, { ...init, method: "QUERY" });
  }

  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #open(): Promise<InProcess> {
    if (this.#closing === undefined) return this.#server ??= this.#start();
    throw new UsageError("SPK_CLOSED", "The test client is closed: make another one");
  }

  async #start(): Promise<InProcess> {
    return connectInProcess(await loadApp(this.#app));
  }

  async #close(): Promise<void> {
    const server = await this.#server?.catch(() => undefined);
    await server?.close(CLOSE_TIMEOUT);
  }
}
