/** How long to wait before the next try: twice as long each time, never the same for two browsers. */

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Gives 0.5 to 1.5 times 1, 2, 4 … 30 seconds. `attempt` counts the tries that failed, from 1. */
export const backoffMs = (attempt, random = Math.random) =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1)) * (0.5 + random());
