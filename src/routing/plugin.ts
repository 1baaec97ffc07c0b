import { UsageError } from "../http/usage_error.ts";

/**
 * A plugin failed while it set up its scope, or took too long: `listen()` and `run()` reject with it.
 *
 * Its `cause` is what the plugin rejected with; of one that took too long it is an Error whose stack
 * shows where it was registered.
 */
export class PluginError extends Error {
  /** `SPK_PLUGIN_FAILED` or `SPK_PLUGIN_TIMEOUT`. */
  readonly code: string;

  /** Takes the code, what has happened, and its cause. */
  constructor(code: string, message: string, cause: unknown) {
    super(`${code}: ${message}`, { cause });
    this.code = code;
  }
}

/** A plugin and its prefix, for messages. */
export interface PluginPlace {
  readonly name: string;
  readonly path: string;
}

/** An asynchronous plugin at work. */
export class PluginRun {
  readonly #plugin: string;
  /** Made in time for its stack. */
  readonly #registered: Error;
  readonly #finished: Promise<void>;
  #isDone = false;

  constructor({ name, path }: PluginPlace, work: PromiseLike<unknown>) {
    this.#plugin = path === "/" ? `The plugin "${name}"` : `The plugin "${name}" at "${path}"`;
    this.#registered = new Error(`${this.#plugin} was registered here`);
    this.#finished = this.#watch(work);
    // Whoever starts the app hears of a failure; until then nobody has to listen.
    this.#finished.catch(() => {});
  }

  /** Whether the plugin has finished well. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /**
   * Settles with the plugin; rejects with a {@linkcode PluginError} where it fails or takes longer
   * than so many milliseconds from now on, 0 for no limit.
   */
  async within(timeout: number): Promise<void> {
    if (timeout === 0) return await this.#finished;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.#late(timeout)), timeout);
    });
    try {
      await Promise.race([this.#finished, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #watch(work: PromiseLike<unknown>): Promise<void> {
    try {
      await work;
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : "see its cause";
      throw new PluginError("SPK_PLUGIN_FAILED", `${this.#plugin} failed: ${why}`, cause);
    }
    this.#isDone = true;
  }

  #late(timeout: number): PluginError {
    const message =
      `${this.#plugin} has not finished after ${timeout} ms: see in the cause where ` +
      'it was registered, and let it end, or set "pluginTimeout" of the app (0 for no limit)';
    return new PluginError("SPK_PLUGIN_TIMEOUT", message, this.#registered);
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
export function followPlugin(
  place: PluginPlace,
  { result, scope }: PluginResult,
): PluginRun | undefined {
  const check = (value: unknown) => {
    if (value !== undefined && value !== scope) throw notPlugin(place.name);
  };
  if (isThenable(result)) return new PluginRun(place, result.then(check));
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
