/** Keeps what a person said until the platform has it, across cut lines and reloads, for a day. */

import { backoffMs } from "./backoff.mjs";

const KEPT_MS = 24 * 60 * 60 * 1_000;
/** The line of an accepted message comes within seconds; after this it is no longer waited for. */
const ACCEPTED_KEPT_MS = 2 * 60 * 1_000;
const ACK_MS = 15_000;
const LONGEST_ACK_MS = 120_000;
export const PREFIX = "parley.outbox.";
/** Close codes for a frame the platform could not take: binary, or too big. */
const REFUSING = new Set([1003, 1009]);

/** One tab's unsent messages of one conversation.
 *
 * The next message goes out when the one before it is acknowledged, so they arrive in the order they were
 * typed. One that is not acknowledged goes out again under the same id, which the platform answers once.
 *
 * What is said before the first connection is for the conversation that this one serves.
 *
 * A message is `{id, text, value?, fleeting?}`; with a `value` it is a choice. Each lies under its own key, so
 * that two tabs never overwrite each other's, and names its tab; when that tab is gone another one adopts it.
 * A fleeting one is no longer sent once the page is closed, and nothing of it is kept.
 *
 * Tells its `listener`: `send(message)`; `adopted(message)` from a tab that is gone; `accepted(message)` when
 * acknowledged; `refused(message, {code, message?})` when it will not be sent again; `stalled()` when a
 * message stays unacknowledged, so that the line is likely dead.
 */
export class Outbox {
  #store;
  #clock;
  #random;
  #tab;
  #whenGone;
  #listener;
  #conversation = null;
  #open = false;
  #queue = [];
  #watched = new Set();
  #inFlight = null;
  #cancel = () => {};
  #refusals = 0;
  #stalls = 0;

  constructor({ store, clock, tab, whenGone, listener, random = Math.random }) {
    this.#store = store;
    this.#clock = clock;
    this.#random = random;
    this.#tab = tab;
    this.#whenGone = whenGone;
    this.#listener = listener;
  }

  /** Keeps a message and sends it as soon as it is its turn. A message it has already is not added again. */
  add(message) {
    if (this.#queue.some(({ id }) => id === message.id)) return;
    // A clock that is set back must not change the order of what was typed.
    const at = Math.max(this.#clock.now(), this.#queue.at(-1)?.at ?? 0);
    this.#enqueue({ ...message, at });
    this.#pump();
  }

  /** The connection is there and serves this conversation: sends what waits. */
  opened(conversation) {
    if (conversation !== this.#conversation) this.#enter(conversation);
    this.#open = true;
    this.#refusals = 0;
    this.#pump();
  }

  /** The connection is gone. A close code that refuses a frame refuses the message that was under way. */
  closed(code) {
    this.#open = false;
    this.#cancel();
    const inFlight = this.#inFlight;
    this.#inFlight = null;
    if (inFlight && REFUSING.has(code)) this.#refuse(inFlight, { code: "too_long" });
  }

  /** The platform has the message; it is kept, for a page that is reloaded, until its line has come. */
  acknowledged(id) {
    const message = this.#take(id);
    if (!message) return;
    this.#write({ ...message, acceptedAt: this.#clock.now() });
    this.#refusals = 0;
    this.#stalls = 0;
    this.#listener.accepted(message);
    this.#pump();
  }

  /** The line of a message has come, so nothing of it needs to be kept. */
  said(id) {
    this.acknowledged(id);
    this.#store.remove(PREFIX + id);
  }

  /** The platform answered a message with an error. Tells whether the message was still waiting. */
  failed({ id, code, message, retry }) {
    const failed = this.#queue.find((queued) => queued.id === id);
    if (!failed) return false;
    if (retry) this.#again(failed);
    else this.#refuse(failed, { code, message });
    return true;
  }

  /** Looks which other tabs keep messages, to adopt them should their tab go. */
  watch() {
    for (const { tab } of this.#kept().filter((message) => !isAccepted(message))) {
      if (tab === this.#tab || this.#watched.has(tab)) continue;
      this.#watched.add(tab);
      this.#whenGone(tab, () => this.#adopt(tab));
    }
  }

  #enter(conversation) {
    const isFirst = this.#conversation === null;
    // Words meant for one conversation are never said in another.
    for (const message of isFirst ? [] : [...this.#queue]) this.#refuse(message, { code: "moved" });
    this.#conversation = conversation;
    for (const message of this.#queue) this.#write(message);
    for (const message of this.#kept().filter(isAccepted)) this.#listener.accepted(message);
    this.watch();
  }

  #adopt(tab) {
    this.#watched.delete(tab);
    const orphans = this.#kept().filter((message) => message.tab === tab && !isAccepted(message));
    for (const orphan of orphans) {
      if (this.#isOver(orphan)) {
        this.#refuse(orphan, { code: "too_old" });
        continue;
      }
      this.#enqueue(orphan);
      this.#listener.adopted(orphan);
    }
    this.#pump();
  }

  #isOver(message) {
    return this.#clock.now() > keptUntil(message);
  }

  #enqueue(message) {
    this.#queue = [...this.#queue, message].sort((one, other) => one.at - other.at);
    this.#write(message);
  }

  #pump() {
    if (!this.#open || this.#inFlight || this.#queue.length === 0) return;
    const [next] = this.#queue;
    if (this.#isOver(next)) {
      this.#refuse(next, { code: "too_old" });
      return;
    }
    this.#inFlight = next;
    const ackMs = Math.min(LONGEST_ACK_MS, ACK_MS * 2 ** this.#stalls);
    this.#cancel = this.#clock.after(ackMs, () => this.#stall());
    this.#listener.send(next);
  }

  #stall() {
    this.#stalls += 1;
    this.#inFlight = null;
    this.#listener.stalled();
  }

  #again(message) {
    if (this.#inFlight?.id !== message.id) return;
    this.#cancel();
    this.#refusals += 1;
    this.#cancel = this.#clock.after(backoffMs(this.#refusals, this.#random), () => {
      this.#inFlight = null;
      this.#pump();
    });
  }

  #refuse(message, reason) {
    this.#take(message.id);
    this.#store.remove(PREFIX + message.id);
    this.#listener.refused(message, reason);
    this.#pump();
  }

  #take(id) {
    const message = this.#queue.find((queued) => queued.id === id);
    this.#queue = this.#queue.filter((queued) => queued.id !== id);
    if (message && this.#inFlight?.id === id) {
      this.#cancel();
      this.#inFlight = null;
    }
    return message;
  }

  #write(message) {
    if (message.fleeting) return;
    const kept = { ...message, conversation: this.#conversation, tab: this.#tab };
    this.#store.write(PREFIX + message.id, JSON.stringify(kept));
  }

  #kept() {
    const kept = [];
    for (const key of this.#store.keys(PREFIX)) {
      const message = parsed(this.#store.read(key), this.#clock.now());
      const isOurs = [this.#conversation, null].includes(message?.conversation);
      const isToBeTold = isOurs && !isAccepted(message);
      if (!message || (this.#isOver(message) && !isToBeTold)) this.#store.remove(key);
      else if (isOurs) kept.push(message);
    }
    return kept.sort((one, other) => one.at - other.at);
  }
}

const isAccepted = (message) => message.acceptedAt !== undefined;

const keptUntil = (message) => (isAccepted(message) ? message.acceptedAt + ACCEPTED_KEPT_MS : message.at + KEPT_MS);

/** A message as it was kept; nothing was said later than now, whatever the clock showed then. */
function parsed(text, now) {
  try {
    const message = JSON.parse(text);
    if (typeof message?.id !== "string" || !Number.isFinite(message.at)) return null;
    return { ...message, at: Math.min(message.at, now) };
  } catch {
    return null;
  }
}
