/**
 * Options of an app to settings.
 *
 * @module
 */

import { checkRedact } from "../http/json_logger.ts";
import { checkOptions } from "../http/options.ts";
import { type Duration, parseDuration, parseSize, type Size } from "../http/quantity.ts";
import {
  type DescriptionOptions,
  type DescriptionSettings,
  readDescription,
} from "./docs_options.ts";
import { type HealthOptions, type HealthPaths, readHealth } from "./health.ts";
import { checkDistinctPaths } from "./own_paths.ts";
import { checkSize } from "./settings.ts";
import { readBoolean, readNames } from "./values.ts";

/** Options of an app. An unknown key is refused. */
export interface SpikardOptions extends DescriptionOptions {
  /** Largest request body, where a route does not say otherwise. Default `"1mb"`. */
  readonly bodyLimit?: Size;
  /** Largest file of a form, where a route does not say otherwise. Default `"10mb"`. */
  readonly formFileLimit?: Size;
  /** Time a handler has for its answer, where its route does not say; 0 is no limit. Default `"30s"`. */
  readonly handlerTimeout?: Duration;
  /** Where the server answers how it is, or false for nowhere. Default `/livez` and `/readyz`. */
  readonly health?: HealthOptions | false;
  /**
   * Fields of the log whose values are not shown, in any case and at every depth, beside those of
   * `authorization`, `cookie`, `cookies`, `set-cookie`, `proxy-authorization` and `x-api-key`. A name
   * needs more than `-` and `_`. Default: none.
   */
  readonly redact?: readonly string[];
  /** Longest wait for each asynchronous plugin when the app starts; 0 is no limit. Default `"10s"`. */
  readonly pluginTimeout?: Duration;
  /**
   * Whether keys of JSON that could change a prototype, `__proto__` and `constructor.prototype`, are
   * removed where no schema does. Default false: such a body is answered 400.
   */
  readonly stripProto?: boolean;
  /**
   * Whether what handlers return is checked against the `response` of their route, and stripped of
   * what that does not know. Default true: false lets through whatever a handler returns.
   */
  readonly validateResponses?: boolean;
}

/** Options of an app, checked. */
export interface AppSettings extends DescriptionSettings {
  /** Name and version for the line at the start; undefined for those of this framework. */
  readonly name: string | undefined;
  /** Bytes. */
  readonly bodyLimit: number;
  /** Bytes. */
  readonly formFileLimit: number;
  /** Milliseconds; 0 for no limit. */
  readonly handlerTimeout: number;
  /** Paths of the probes; undefined for none. */
  readonly health: HealthPaths | undefined;
  /** Names of fields. */
  readonly redact: readonly string[];
  /** Milliseconds; 0 for no limit. */
  readonly pluginTimeout: number;
  /** Whether keys that could change a prototype are removed, not refused. */
  readonly stripsProto: boolean;
  /** Whether what handlers return is checked. */
  readonly validatesResponses: boolean;
}

const KEYS: readonly string[] = [
  "title",
  "version",
  "bodyLimit",
  "formFileLimit",
  "handlerTimeout",
  "health",
  "redact",
  "pluginTimeout",
  "stripProto",
  "validateResponses",
  "openapi",
  "docs",
];

/** Reads the options of an app. Throws TypeError `SPK_UNKNOWN_OPTION` and `SPK_BAD_OPTION`. */
export function readAppOptions(options: SpikardOptions): AppSettings {
  checkOptions(options, { owner: "new Spikard()", keys: KEYS });
  const { bodyLimit, formFileLimit, handlerTimeout, health, redact, pluginTimeout } = options;
  const settings = {
    ...readDescription(options),
    name: nameOf(options),
    bodyLimit: readSize(bodyLimit ?? "1mb", "bodyLimit"),
    formFileLimit: readSize(formFileLimit ?? "10mb", "formFileLimit"),
    handlerTimeout: parseDuration(handlerTimeout ?? "30s", "handlerTimeout"),
    health: readHealth(health),
    redact: checkRedact(readNames(redact ?? [], 'option "redact"')),
    pluginTimeout: parseDuration(pluginTimeout ?? "10s", "pluginTimeout"),
    stripsProto: readBoolean(options.stripProto ?? false, 'option "stripProto"'),
    validatesResponses: readBoolean(
      options.validateResponses ?? true,
      'option "validateResponses"',
    ),
  };
  checkDistinctPaths(settings);
  return settings;
}

function readSize(value: Size, option: string): number {
  return checkSize(parseSize(value, option), option);
}

function nameOf({ title, version }: SpikardOptions): string | undefined {
  return version === undefined ? title : `${title ?? "App"} ${version}`;
}
