/**
 * The one place that loads the native addon.
 *
 * @module
 */

export { availableCpus, internHead, NativeServer, version } from "@spikard/native";
export type { NativeSettings } from "@spikard/native";
