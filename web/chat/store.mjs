/** Strings kept across reloads; in memory where the browser denies its storage or it is full. */

export class Store {
  #storage;
  #denied;
  #memory = new Map();

  /** `storage` is a function, because already touching `window.localStorage` can be refused.
   *
   * `denied` is called once, when something can be kept no longer than the page.
   */
  constructor(storage, { denied = () => {} } = {}) {
    this.#storage = storage;
    this.#denied = denied;
  }

  read(key) {
    return this.#memory.get(key) ?? this.#try((storage) => storage.getItem(key)) ?? null;
  }

  write(key, value) {
    const written = this.#try((storage) => (storage.setItem(key, value), true));
    if (written) this.#memory.delete(key);
    else this.#remember(key, value);
  }

  remove(key) {
    this.#memory.delete(key);
    this.#try((storage) => storage.removeItem(key));
  }

  keys(prefix) {
    const stored = this.#try((storage) => Array.from({ length: storage.length }, (_, n) => storage.key(n))) ?? [];
    return [...new Set([...stored, ...this.#memory.keys()])].filter((key) => key?.startsWith(prefix));
  }

  #remember(key, value) {
    this.#memory.set(key, value);
    this.#denied();
    this.#denied = () => {};
  }

  #try(act) {
    try {
      return act(this.#storage());
    } catch {
      return null;
    }
  }
}
