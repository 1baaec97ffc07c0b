/**
 * Whether to take another turn of the event loop instead of sleeping: with few requests in flight,
 * sleeping and being woken is nearly all of their cost.
 *
 * @module
 */

/** Longest spin, in milliseconds. */
const SPIN = 0.2;
/** A spin that brought work within this time was worth it, in milliseconds. */
const PAYS = 0.075;
/** Trust needed to spin, and the most there is. */
const TRUSTED = 4;
const MOST_TRUST = 8;
/** Wakes without a spin after one that expired: doubled each time, up to this many. */
const MOST_SKIPPED = 64;
/** Spins that barely paid in a row before they count as expired. */
const MOST_WEAK = 8;
/** More requests in flight than this keep the thread busy by themselves. */
const FEW = 8;

/** Decides by what the last wakes and spins brought. Times are in milliseconds, on any steady clock. */
export class Spin {
  /** Spins so far. */
  spins: number = 0;
  /** Spins that brought work soon enough to be worth it. */
  paid: number = 0;
  readonly #isAllowed: boolean;
  #idleSince = 0;
  #isSpinning = false;
  #trust = 0;
  #backOff = 1;
  #skip = 0;
  #weak = 0;

  /** With one CPU the one who is waited for cannot run while this thread spins. */
  constructor(cpus: number) {
    this.#isAllowed = cpus >= 2;
  }

  /** Whether work has come at once, so far as is known. */
  get isTrusted(): boolean {
    return this.#trust >= TRUSTED && this.#skip === 0;
  }

  /** The thread has run out of work. */
  idle(now: number): void {
    this.#idleSince = now;
    this.#isSpinning = false;
  }

  /** The thread was woken from sleep: soon after it ran dry, or long after. */
  woken(now: number): void {
    if (now - this.#idleSince >= SPIN) {
      this.#trust = 0;
      return;
    }
    this.#trust = Math.min(MOST_TRUST, this.#trust + 1);
    this.#skip = Math.max(0, this.#skip - 1);
  }

  /** Whether to take one more turn. */
  continues(now: number, inFlight: number): boolean {
    if (!this.#isSpinning) {
      if (!this.#mayStart(inFlight)) return false;
      this.spins++;
    }
    this.#isSpinning = now - this.#idleSince < SPIN;
    if (!this.#isSpinning) this.#expired();
    return this.#isSpinning;
  }

  /** Work has come. */
  busy(now: number): void {
    if (!this.#isSpinning) return;
    this.#isSpinning = false;
    if (now - this.#idleSince > PAYS) {
      this.#weak++;
      if (this.#weak >= MOST_WEAK) this.#expired();
      return;
    }
    this.paid++;
    this.#trust = Math.min(MOST_TRUST, this.#trust + 1);
    this.#backOff = Math.max(1, this.#backOff >> 1);
    this.#weak = Math.max(0, this.#weak - 2);
  }

  #mayStart(inFlight: number): boolean {
    return this.#isAllowed && this.isTrusted && inFlight <= FEW;
  }

  #expired(): void {
    this.#weak = 0;
    this.#backOff = Math.min(MOST_SKIPPED, this.#backOff * 2);
    this.#skip = this.#backOff;
  }
}
