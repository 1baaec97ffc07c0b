/** A promise that a test fulfils when it chooses. */
export class Gate<T = void> {
  /** Fulfils the promise. */
  readonly open: (value: T) => void;
  /** Pending until the gate is opened. */
  readonly opened: Promise<T>;

  constructor() {
    let open!: (value: T) => void;
    this.opened = new Promise((resolve) => open = resolve);
    this.open = open;
  }
}
