import { UsageError } from "../http/usage_error.ts";

/**
 * A plugin failed while it set up its scope: `listen()` and `run()` reject with it.
 *
 * Its `cause` is what the plugin rejected with.
 */
export class PluginError extends Error {
  /** `SPK_PLUGIN_FAILED`. */
  readonly code: string = "SPK_PLUGIN_FAILED";

  /** Takes the name of the plugin and what it rejected with. */
  constructor(plugin: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : "see its cause";
    super(`SPK_PLUGIN_FAILED: The plugin "${plugin}" failed: ${why}`, { cause });
  }
}

/** An asynchronous plugin at work. */
export class PluginRun {
  /** Settles with the plugin; rejects with a {@linkcode PluginError}. */
  readonly finished: Promise<void>;
  #isDone = false;

  constructor(name: string, work: PromiseLike<unknown>) {
    this.finished = this.#watch(name, work);
    // Whoever starts the app hears of a failure; until then nobody has to listen.
    this.finished.catch(() => {});
  }

  /** Whether the plugin has finished well. */
  get isDone(): boolean {
    return this.#isDone;
  }

  async #watch(name: string, work: PromiseLike<unknown>): Promise<void> {
    try {
      await work;
    } catch (cause) {
      throw new PluginError(name, cause);
    }
    this.#isDone = true;
  }
}

/** What a plugin gave back, and the scope it was given. */
export interface PluginResult {
  readonly result: unknown;
  readonly scope: object;
}

/**
 * Follows a plugin that was called; undefined where it has finished.
 *
 * Throws TypeError `SPK_NOT_REGISTRABLE` where it returned something other than its scope: it is a
 * handler then, and no plugin.
 */
export function followPlugin(name: string, { result, scope }: PluginResult): PluginRun | undefined {
  const check = (value: unknown) => {
    if (value !== undefined && value !== scope) throw notPlugin(name);
  };
  if (isThenable(result)) return new PluginRun(name, result.then(check));
  check(result);
  return undefined;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value;
}

function notPlugin(name: string): UsageError {
  return new UsageError(
    "SPK_NOT_REGISTRABLE",
    `The function "${name}" returned a value, and plugins return none: write get("/")(${name}) ` +
      "where it is a handler",
  );
}
