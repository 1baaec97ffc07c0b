/**
 * A bound server as the composition root holds it.
 *
 * @module
 */

import type { WireRequest, WireResponse } from "../http/wire.ts";

/** Counters of one server since its start. */
export interface ServerStats {
  /** Connections open now. */
  readonly connections: number;
  /** Connections accepted. */
  readonly accepted: number;
  /** Idle connections closed to make room for new ones. */
  readonly evicted: number;
  /** Connections closed because something did not come in time. */
  readonly expired: number;
  /** Failed attempts to accept a connection. */
  readonly acceptErrors: number;
  /** Answers that the server gave itself, without JavaScript. */
  readonly nativeAnswers: number;
  /** Requests that panicked in the server, answered 500. */
  readonly panics: number;
  /** Requests that reached JavaScript. */
  readonly requests: number;
  /** Pulls that brought at least one request. */
  readonly batches: number;
  /** Requests per batch, on average. */
  readonly meanBatch: number;
  /** Requests in the largest batch. */
  readonly maxBatch: number;
  /** Hand-overs of replies. */
  readonly commits: number;
  /** Times the JavaScript thread was woken. */
  readonly jsWakes: number;
  /** Times the JavaScript thread went to sleep. */
  readonly jsParks: number;
  /** Times the JavaScript thread stayed awake for work that had not come yet. */
  readonly spins: number;
  /** Spins that brought work soon enough to be worth it. */
  readonly spinsPaid: number;
  /** Times a Tokio thread was woken for replies. */
  readonly tokioWakes: number;
  /** Times this thread was lent the event loop of the network. */
  readonly loans: number;
  /** Loans that were ended because this thread was blocked. */
  readonly recalls: number;
  /** Slots there are. */
  readonly slots: number;
  /** Slots in use now. */
  readonly slotsInUse: number;
  /** Most slots seen in use. */
  readonly slotsHighWater: number;
  /** Requests that found no slot at once. */
  readonly slotWaits: number;
  /** Requests refused because there was no room for them in time. */
  readonly shed: number;
  /** Requests answered 504 because their handler took too long. */
  readonly timedOut: number;
  /** Requests whose client went away before the reply. */
  readonly aborted: number;
  /** Replies dropped because they came too late. */
  readonly lateReplies: number;
  /** Wakes called again because they stayed unanswered. */
  readonly revivals: number;
  /** Streamed replies open now. */
  readonly streams: number;
  /** Streamed replies begun. */
  readonly streamsOpened: number;
  /** Streamed replies whose client did not get all: it went away, or the handler failed. */
  readonly streamsAborted: number;
  /** Bytes of streamed replies that wait for their connections now. */
  readonly queuedBytes: number;
  /** Most bytes of one streamed reply that ever waited. */
  readonly queuedBytesHighWater: number;
  /** Bodies that are read piece by piece now: of requests, and of answers to this process. */
  readonly bodySources: number;
  /** How long the oldest request of each batch waited: batches up to 50 us, 100 us, 500 us, 1 ms, 10 ms, 100 ms, 1 s, and above. */
  readonly queueDelay: readonly number[];
}

/** What a stop did. */
export interface Drained {
  /** Requests answered while the server was stopping. */
  readonly answered: number;
  /** Requests that were cut because they were not answered by the deadline. */
  readonly cut: number;
}

/** A server that is bound and serves. */
export interface Connection {
  /** Address it listens on. */
  readonly host: string;
  /** Port it listens on. */
  readonly port: number;
  /**
   * Sends a request to this server without a socket, and resolves to the answer once its head is
   * there. Rejects where the connection ends before, with `SPK_BAD_REQUEST` for a method or target
   * that cannot be sent, and with the signal's reason once that aborts.
   */
  request(request: WireRequest, signal?: AbortSignal): Promise<WireResponse>;
  /** Reads the counters. */
  stats(): ServerStats;
  /**
   * Stops accepting, answers what has arrived, and cuts what is left after `timeout` ms. Calls that go
   * on are told 2 s before, or half of the timeout where that is less. Resolves when the addon has
   * let go of the event loop.
   */
  close(timeout: number): Promise<Drained>;
}
