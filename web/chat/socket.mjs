/** The connection: a ticket for each socket, each next try later, and no dead line taken for a quiet one. */

import { backoffMs } from "./backoff.mjs";
import { ping, protocols, read } from "./frames.mjs";
import { TicketRefused } from "./ticket.mjs";

/** API Gateway closes a connection after 10 minutes without a frame, and after 2 hours whatever happens.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
const PING_AFTER_MS = 4 * 60 * 1_000;
const RENEW_AFTER_MS = 110 * 60 * 1_000;
const RENEW_JITTER_MS = 8 * 60 * 1_000;
const PONG_MS = 10_000;
const CONNECT_MS = 15_000;
const LEFT = 1_000;

/** Holds one connection open.
 *
 * `Socket` is partysocket's ReconnectingWebSocket. Tells its `listener`: `opened(conversation)`,
 * `frame(frame)`, `closed(code)` after an `opened`, and `refused(refusal)` for each `TicketRefused`; after a
 * lasting one nothing is tried until `retry`.
 */
export class Connection {
  #Socket;
  #askTicket;
  #listener;
  #clock;
  #random;
  #socket = null;
  #ticket = null;
  #conversation = null;
  #open = false;
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
    let socket = null;
    const isCurrent = () => this.#socket === socket;
    // partysocket asks for the address first and for the protocols right after it, before each try.
    socket = new this.#Socket(
      async () => (await this.#newTicket(isCurrent)).url,
      async () => protocols((await this.#ticket).ticket),
      this.#options(() => socket?.retryCount ?? 0),
    );
    this.#socket = socket;
    const on = (type, act) => socket.addEventListener(type, (event) => void (isCurrent() && act(event)));
    on("open", () => this.#opened());
    on("message", ({ data }) => this.#received(data));
    on("close", ({ code }) => this.#closed(code));
  }

  /** Sends a frame. One that finds no connection is dropped: whoever needs it sends it again. */
  send(frame) {
    if (!this.#open) return;
    this.#socket.send(frame);
    this.#pingLater();
  }

  /** Leaves this socket for a new one with a new ticket. */
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
    this.#closed(LEFT);
    this.#socket.close(LEFT);
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

  #newTicket(isCurrent) {
    this.#ticket = isCurrent() ? this.#asked() : Promise.reject(new Error("another socket has taken over"));
    return this.#ticket;
  }

  async #asked() {
    this.#leaveAloneMs = 0;
    try {
      const ticket = await this.#askTicket();
      this.#conversation = ticket.conversation;
      return ticket;
    } catch (error) {
      this.#refused(error instanceof TicketRefused ? error : new TicketRefused(0));
      throw error;
    }
  }

  #refused(refusal) {
    this.#leaveAloneMs = refusal.retryAfterMs;
    if (refusal.lasting) this.#socket.close(LEFT);
    this.#listener.refused(refusal);
  }

  #opened() {
    this.#open = true;
    const renewMs = RENEW_AFTER_MS - this.#random() * RENEW_JITTER_MS;
    this.#after("renewal", renewMs, () => this.renew());
    this.#pingLater();
    this.#listener.opened(this.#conversation);
  }

  #closed(code) {
    if (!this.#open) return;
    this.#open = false;
    for (const cancel of this.#timers.values()) cancel();
    this.#listener.closed(code);
  }

  #received(data) {
    this.#timers.get("pong")?.();
    const frame = typeof data === "string" ? read(data) : null;
    if (frame && frame.type !== "pong") this.#listener.frame(frame);
  }

  #pingLater() {
    this.#after("ping", PING_AFTER_MS, () => this.#ping());
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
