/**
 * A bound server as the composition root holds it.
 *
 * @module
 */

import type { NativeStats } from "./addon.ts";

/** Counters of one server since its start. */
export type ServerStats = Readonly<NativeStats>;

/** What a stop did. */
export interface Drained {
  /** Requests answered while the server was stopping. */
  readonly answered: number;
  /** Connections cut because they were not done at the deadline. */
  readonly cut: number;
}

/** A server that is bound and serves. */
export interface Connection {
  /** Address it listens on. */
  readonly host: string;
  /** Port it listens on. */
  readonly port: number;
  /** Reads the counters. */
  stats(): ServerStats;
  /**
   * Stops accepting, answers what has arrived, and cuts what is left after `timeout` ms. Resolves
   * when the addon has let go of the event loop.
   */
  close(timeout: number): Promise<Drained>;
}
