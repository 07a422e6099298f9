/** The connection: a ticket for each socket, each next try later, and no dead line taken for a quiet one. */

import { backoffMs } from "./backoff.mjs";
import { ping, protocols, read } from "./frames.mjs";
import { TicketRefused } from "./ticket.mjs";

/** Parts of the times that the ticket names: a ping well before an idle socket is closed, the next socket before
 * this one is; not for all browsers at once. */
const PING_AT = 0.4;
const RENEW_AT = 0.85;
const RENEW_SPREAD = 0.1;
const PONG_MS = 10_000;
const CONNECT_MS = 15_000;
const LEFT = 1_000;

/** Holds one connection open.
 *
 * `Socket` is partysocket's ReconnectingWebSocket. Tells its `listener`: `opened(conversation)`,
 * `frame(frame)`, `closed(code)` after an `opened`, and `refused(refusal)` for each `TicketRefused` while there is
 * no connection; after a lasting one nothing is tried until `retry`.
 *
 * Before its time is over a socket gets a successor, and serves on until that one is open.
 */
export class Connection {
  #Socket;
  #askTicket;
  #listener;
  #clock;
  #random;
  #socket = null;
  #successor = null;
  #open = false;
  #idleMs = 0;
  #leaveAloneMs = 0;
  #timers = new Map();

  constructor({ Socket, askTicket, listener, clock, random = Math.random }) {
    this.#Socket = Socket;
    this.#askTicket = askTicket;
    this.#listener = listener;
    this.#clock = clock;
    this.#random = random;
  }

  /** Connects, and again whenever the line drops. */
  start() {
    this.#socket = this.#made();
  }

  /** Sends a frame. One that finds no connection is dropped: whoever needs it sends it again. */
  send(frame) {
    if (!this.#open) return;
    this.#socket.send(frame);
    this.#pingLater();
  }

  /** Leaves this socket, which is of no use any more, for a new one with a new ticket. */
  renew() {
    this.end();
    this.start();
  }

  /** Tries now what would be tried later, or finds out whether the open connection still lives. */
  retry() {
    if (this.#open) this.#ping();
    else this.renew();
  }

  /** Ends it for good. */
  end() {
    this.#successor?.close(LEFT);
    this.#successor = null;
    this.#closed(LEFT);
    this.#socket.close(LEFT);
  }

  #made() {
    let socket = null;
    let asked = null;
    let ticket = null;
    const counts = () => socket === this.#socket || socket === this.#successor;
    const ask = async () => (ticket = await this.#asked(socket));
    const leave = () => Promise.reject(new Error("another socket has taken over"));
    // partysocket asks for the address first and for the protocols right after it, before each try.
    socket = new this.#Socket(
      async () => (await (asked = counts() ? ask() : leave())).url,
      async () => protocols((await asked).ticket),
      this.#options(() => socket?.retryCount ?? 0),
    );
    const on = (type, act) => socket.addEventListener(type, (event) => void (counts() && act(event)));
    on("open", () => this.#opened(socket, ticket));
    on("message", ({ data }) => this.#received(data));
    on("close", ({ code }) => socket === this.#socket && this.#closed(code));
    return socket;
  }

  #options(retryCount) {
    const delayMs = () => Math.max(this.#leaveAloneMs, backoffMs(retryCount(), this.#random));
    return {
      // Read by partysocket before each try. Growth and jitter are ours, so its own are off.
      get minReconnectionDelay() {
        return delayMs();
      },
      reconnectionDelayGrowFactor: 1,
      maxReconnectionDelay: Number.POSITIVE_INFINITY,
      connectionTimeout: CONNECT_MS,
      maxEnqueuedMessages: 0,
    };
  }

  async #asked(socket) {
    this.#leaveAloneMs = 0;
    try {
      return await this.#askTicket();
    } catch (error) {
      this.#refused(socket, error instanceof TicketRefused ? error : new TicketRefused(0));
      throw error;
    }
  }

  #refused(socket, refusal) {
    this.#leaveAloneMs = refusal.retryAfterMs;
    if (refusal.lasting) socket.close(LEFT);
    // As long as the socket before it serves, nobody has to know.
    if (socket === this.#socket) this.#listener.refused(refusal);
    else if (refusal.lasting) this.#successor = null;
  }

  #opened(socket, { conversation, idleMs, connectionMs }) {
    if (socket === this.#successor) this.#handOver();
    this.#open = true;
    this.#idleMs = idleMs;
    const renewMs = connectionMs * (RENEW_AT - this.#random() * RENEW_SPREAD);
    this.#after("renewal", renewMs, () => (this.#successor ??= this.#made()));
    this.#pingLater();
    this.#listener.opened(conversation);
  }

  /** Leaves the socket for its successor. */
  #handOver() {
    const [left, next] = [this.#socket, this.#successor];
    this.#successor = null;
    this.#closed(LEFT);
    this.#socket = next;
    left.close(LEFT);
  }

  #closed(code) {
    if (!this.#open) return;
    this.#open = false;
    for (const cancel of this.#timers.values()) cancel();
    this.#listener.closed(code);
    if (this.#successor) this.#handOver();
  }

  #received(data) {
    this.#timers.get("pong")?.();
    const frame = typeof data === "string" ? read(data) : null;
    if (frame && frame.type !== "pong") this.#listener.frame(frame);
  }

  #pingLater() {
    this.#after("ping", this.#idleMs * PING_AT, () => this.#ping());
  }

  #ping() {
    this.send(ping());
    this.#after("pong", PONG_MS, () => this.renew());
  }

  #after(name, delayMs, act) {
    this.#timers.get(name)?.();
    this.#timers.set(name, this.#clock.after(delayMs, act));
  }
}
