/** Strings kept across reloads; in memory where the browser denies its storage or it is full. */

export class Store {
  #storage;
  #memory = new Map();

  /** `storage` is a function, because already touching `window.localStorage` can be refused. */
  constructor(storage) {
    this.#storage = storage;
  }

  read(key) {
    return this.#memory.get(key) ?? this.#try((storage) => storage.getItem(key)) ?? null;
  }

  write(key, value) {
    const written = this.#try((storage) => (storage.setItem(key, value), true));
    if (written) this.#memory.delete(key);
    else this.#memory.set(key, value);
  }

  remove(key) {
    this.#memory.delete(key);
    this.#try((storage) => storage.removeItem(key));
  }

  keys(prefix) {
    const stored = this.#try((storage) => Array.from({ length: storage.length }, (_, n) => storage.key(n))) ?? [];
    return [...new Set([...stored, ...this.#memory.keys()])].filter((key) => key?.startsWith(prefix));
  }

  #try(act) {
    try {
      return act(this.#storage());
    } catch {
      return null;
    }
  }
}
