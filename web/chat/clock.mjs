/** The time and its timers, handed to whatever waits, so that tests can turn them by hand. */

/** `after` calls `act` once, `delayMs` from now, and returns the function that calls it off. */
export const systemClock = {
  now: () => Date.now(),
  after: (delayMs, act) => {
    const timer = setTimeout(act, delayMs);
    return () => clearTimeout(timer);
  },
};
