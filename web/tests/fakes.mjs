/** What the page's modules are handed in tests: a clock turned by hand, a browser's storage, sockets, locks. */

/** Time stands still until `pass`. */
export class FakeClock {
  #now = Date.parse("2026-11-22T01:30:00.000Z");
  #timers = new Set();

  now = () => this.#now;

  after = (delayMs, act) => {
    const timer = { dueAt: this.#now + delayMs, act };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  /** Lets time go by; timers run in the order they are due, also those set meanwhile. */
  pass(ms) {
    const until = this.#now + ms;
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#timers.delete(next);
      this.#now = next.dueAt;
      next.act();
    }
    this.#now = until;
  }

  /** Sets what the clock shows; what is waited for comes as it would have come. */
  set(shown) {
    const step = shown - this.#now;
    for (const timer of this.#timers) timer.dueAt += step;
    this.#now = shown;
  }

  #next(until) {
    return [...this.#timers].filter(({ dueAt }) => dueAt <= until).sort((one, other) => one.dueAt - other.dueAt)[0];
  }
}

/** A browser's Storage. */
export class FakeStorage {
  #values = new Map();

  get length() {
    return this.#values.size;
  }

  key = (index) => [...this.#values.keys()][index] ?? null;
  getItem = (key) => this.#values.get(key) ?? null;
  setItem = (key, value) => void this.#values.set(key, String(value));
  removeItem = (key) => void this.#values.delete(key);
}

/** A Storage that a browser denies. */
export const deniedStorage = () => {
  throw new Error("denied");
};

/** Tabs that live until they are told to go. */
export class FakeTabs {
  #waiting = new Map();

  whenGone = (name, act) => {
    this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), act]);
  };

  gone(name) {
    const waiting = this.#waiting.get(name) ?? [];
    this.#waiting.delete(name);
    for (const act of waiting) act();
  }
}

/** partysocket's ReconnectingWebSocket, as far as `Connection` uses it: `connects` asks as it does. */
export class FakeSocket extends EventTarget {
  static made = [];
  retryCount = 0;
  sent = [];
  isClosed = false;

  constructor(url, protocols, options) {
    super();
    Object.assign(this, { url, protocols, options });
    FakeSocket.made.push(this);
  }

  async connects() {
    const offer = await Promise.all([this.url(), this.protocols()]);
    this.dispatchEvent(new Event("open"));
    return offer;
  }

  receives(frame) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }

  drops(code = 1006) {
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }

  send(frame) {
    this.sent.push(JSON.parse(frame));
  }

  close() {
    this.isClosed = true;
  }
}

/** Records every call to the functions named: `recorder("opened", "closed").calls`. */
export function recorder(...names) {
  const calls = [];
  const functions = names.map((name) => [name, (...given) => void calls.push([name, ...given])]);
  return { calls, ...Object.fromEntries(functions) };
}
