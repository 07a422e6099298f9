/** As much of an Observable as Web Chat asks of its adapter. */

/** Passes what it is told to whoever has subscribed by then; keeps nothing but, if asked, the last value. */
export class Subject {
  #observers = new Set();
  #last;

  /** With `last`, a new subscriber is told this value, or the one that came after it, at once. */
  constructor({ last } = {}) {
    this.#last = last;
  }

  next(value) {
    if (this.#last !== undefined) this.#last = value;
    for (const observer of [...this.#observers]) observer.next?.(value);
  }

  complete() {
    for (const observer of [...this.#observers]) observer.complete?.();
    this.#observers.clear();
  }

  error(error) {
    for (const observer of [...this.#observers]) observer.error?.(error);
    this.#observers.clear();
  }

  /** Takes an observer or up to three functions. */
  subscribe(next, error, complete) {
    const observer = typeof next === "object" && next !== null ? next : { next, error, complete };
    this.#observers.add(observer);
    if (this.#last !== undefined) observer.next?.(this.#last);
    return { unsubscribe: () => void this.#observers.delete(observer) };
  }
}
