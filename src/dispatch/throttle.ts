/** Shortest time between two lines about one route, in milliseconds. */
const INTERVAL = 10_000;

interface Events {
  /** Since the last line. */
  count: number;
  nextLine: number;
}

/** Counts an event of a key; 0 where no line is due, else how many there were since the last line. */
export type Throttle = (key: string) => number;

/**
 * Makes a counter that lets through one line per key and 10 s, so that what happens to every request
 * cannot fill the log. `now` reads a monotonic clock in milliseconds.
 */
export function createThrottle(now: () => number = () => performance.now()): Throttle {
  const byKey = new Map<string, Events>();
  return (key) => {
    const events = byKey.get(key) ?? { count: 0, nextLine: -Infinity };
    byKey.set(key, events);
    events.count += 1;
    if (now() < events.nextLine) return 0;
    const { count } = events;
    events.count = 0;
    events.nextLine = now() + INTERVAL;
    return count;
  };
}
