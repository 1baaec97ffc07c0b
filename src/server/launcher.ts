import type { MaybePromise } from "../http/handler.ts";
import { UsageError } from "../http/usage_error.ts";
import type { CloseOptions, ListenOptions, ServerOptions } from "./options.ts";
import { readRunOptions } from "./run_settings.ts";
import { type BoundServer, readCloseTimeout, type Server } from "./server.ts";
import type { ServedApp } from "./served_app.ts";
import { type ListenSettings, readListenOptions } from "./settings.ts";
import { supervise } from "./supervise.ts";

/** Binds a server for an app. */
export type Listen = (app: ServedApp, settings: ListenSettings) => Promise<BoundServer>;

/** An app and the server that serves it. */
interface Launched {
  readonly app: ServedApp;
  readonly server: BoundServer;
}

/** Starts and stops the one server that an app may have at a time. */
export class Launcher {
  readonly #prepare: () => MaybePromise<ServedApp>;
  readonly #listen: Listen;
  #launched: Promise<Launched> | undefined;

  /** `prepare` ends the registration of the app and says what is to be served. */
  constructor(prepare: () => MaybePromise<ServedApp>, listen: Listen) {
    this.#prepare = prepare;
    this.#listen = listen;
  }

  /** Resolves to the server once it is bound. */
  async listen(options: ListenOptions): Promise<Server> {
    const { server } = await this.#start(readListenOptions(options));
    return server;
  }

  /** Resolves when the server has stopped. */
  async run(options: ServerOptions): Promise<void> {
    const began = performance.now();
    const settings = readRunOptions(options);
    const { app, server } = await this.#start(settings.listen);
    const { name, docs } = app.settings;
    const routes = app.table.routes.length;
    await supervise(server, settings, { name, routes, docs: docs?.path, began });
  }

  /**
   * Closes the server, if there is one; waits for one that is being started. Rejects for options that
   * are wrong, also where nothing runs.
   */
  async close(options: CloseOptions = {}): Promise<void> {
    readCloseTimeout(options);
    const launched = await this.#launched?.catch(() => undefined);
    await launched?.server.close(options);
  }

  async #start(settings: ListenSettings): Promise<Launched> {
    if (this.#launched !== undefined) {
      throw new UsageError(
        "SPK_ALREADY_RUNNING",
        "The app runs already: await close() before it runs again",
      );
    }
    this.#launched = this.#launch(settings);
    const clear = () => this.#launched = undefined;
    try {
      const launched = await this.#launched;
      launched.server.stopped.then(clear);
      return launched;
    } catch (error) {
      clear();
      throw error;
    }
  }

  async #launch(settings: ListenSettings): Promise<Launched> {
    const app = await this.#prepare();
    return { app, server: await this.#listen(app, settings) };
  }
}
