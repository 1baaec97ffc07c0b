import { UsageError } from "../http/usage_error.ts";
import type { CloseOptions, ListenOptions, ServerOptions } from "./options.ts";
import { readRunOptions } from "./run_settings.ts";
import type { BoundServer, Server } from "./server.ts";
import type { ServedApp } from "./served_app.ts";
import { type ListenSettings, readListenOptions } from "./settings.ts";
import { supervise } from "./supervise.ts";

/** Binds a server for an app. */
export type Listen = (app: ServedApp, settings: ListenSettings) => Promise<BoundServer>;

/** Starts and stops the one server that an app may have at a time. */
export class Launcher {
  readonly #freeze: () => ServedApp;
  readonly #listen: Listen;
  #server: Promise<BoundServer> | undefined;

  /** `freeze` ends the registration of the app and says what is to be served. */
  constructor(freeze: () => ServedApp, listen: Listen) {
    this.#freeze = freeze;
    this.#listen = listen;
  }

  /** Resolves to the server once it is bound. */
  async listen(options: ListenOptions): Promise<Server> {
    const settings = readListenOptions(options);
    return await this.#start(this.#freeze(), settings);
  }

  /** Resolves when the server has stopped. */
  async run(options: ServerOptions): Promise<void> {
    const began = performance.now();
    const settings = readRunOptions(options);
    const app = this.#freeze();
    const server = await this.#start(app, settings.listen);
    const { name, table } = app;
    await supervise(server, settings, { name, routes: table.routes.length, began });
  }

  /** Closes the server, if there is one; waits for one that is being started. */
  async close(options?: CloseOptions): Promise<void> {
    const server = await this.#server?.catch(() => undefined);
    await server?.close(options);
  }

  async #start(app: ServedApp, settings: ListenSettings): Promise<BoundServer> {
    if (this.#server !== undefined) {
      throw new UsageError(
        "SPK_ALREADY_RUNNING",
        "The app runs already: await close() before it runs again",
      );
    }
    this.#server = this.#listen(app, settings);
    const clear = () => this.#server = undefined;
    try {
      const server = await this.#server;
      server.stopped.then(clear);
      return server;
    } catch (error) {
      clear();
      throw error;
    }
  }
}
