/** Holds handlers until a test lets all of them go at once. */
export class Gate {
  /** Handlers that have come to the gate so far. */
  arrived = 0;
  /** Lets everybody through, now and later. */
  readonly open: () => void;
  readonly #opened: Promise<void>;

  constructor() {
    let open!: () => void;
    this.#opened = new Promise((resolve) => open = resolve);
    this.open = open;
  }

  /** Resolves once the gate is open. */
  pass(): Promise<void> {
    this.arrived++;
    return this.#opened;
  }
}
