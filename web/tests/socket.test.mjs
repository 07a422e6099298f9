/** The connection takes a ticket for each socket, tries again politely, and notices when it is dead. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Connection } from "../chat/socket.mjs";
import { TicketRefused } from "../chat/ticket.mjs";
import { FakeClock, FakeSocket, recorder } from "./fakes.mjs";

const MINUTE_MS = 60_000;
const TIMES = { idleMs: 10 * MINUTE_MS, connectionMs: 120 * MINUTE_MS };
const sockets = FakeSocket.made;
const sleep = () => new Promise(setImmediate);

beforeEach(() => sockets.splice(0));

/** A started connection whose office gives `t1`, `t2` … or throws what `refusals` holds. */
function started({ refusals = [], random = () => 0, times = TIMES } = {}) {
  const clock = new FakeClock();
  const told = recorder("opened", "frame", "closed", "refused");
  let given = 0;
  const askTicket = async () => {
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    given += 1;
    return { conversation: "c", ticket: `t${given}`, url: `wss://example.test/${given}`, ...times };
  };
  const connection = new Connection({ Socket: FakeSocket, askTicket, listener: told, clock, random });
  connection.start();
  return { connection, clock, told, of: (call) => told.calls.filter(([name]) => name === call) };
}

test("each socket offers the protocol and a ticket of its own", async () => {
  started();

  const offers = [await sockets[0].connects(), await sockets[0].connects()];

  assert.deepEqual(offers, [
    ["wss://example.test/1", ["parley.v1", "ticket.t1"]],
    ["wss://example.test/2", ["parley.v1", "ticket.t2"]],
  ]);
});

test("the listener learns of the conversation, of frames and of the end", async () => {
  const { told } = started();

  await sockets[0].connects();
  sockets[0].receives({ type: "ack", id: "a" });
  sockets[0].drops(1009);

  assert.deepEqual(told.calls, [["opened", "c"], ["frame", { type: "ack", id: "a" }], ["closed", 1009]]);
});

test("a line that was never open does not end", () => {
  const { told } = started();

  sockets[0].drops();

  assert.deepEqual(told.calls, []);
});

test("pongs and what is no frame reach nobody", async () => {
  const { of } = started();
  await sockets[0].connects();

  sockets[0].receives({ type: "pong" });
  sockets[0].receives({ no: "type" });
  sockets[0].receives({ type: "lines", lines: [{ seq: "1" }] });
  sockets[0].dispatchEvent(new MessageEvent("message", { data: "{" }));

  assert.deepEqual(of("frame"), []);
});

test("a frame sent without a connection is dropped", () => {
  const { connection } = started();

  connection.send("{}");

  assert.deepEqual(sockets[0].sent, []);
});

test("the wait between tries doubles up to half a minute and differs between browsers", () => {
  const waits = (random) => {
    started({ random });
    const socket = sockets.at(-1);
    return [1, 2, 3, 6, 20].map((retryCount) => {
      socket.retryCount = retryCount;
      return socket.options.minReconnectionDelay;
    });
  };

  assert.deepEqual(waits(() => 0), [500, 1_000, 2_000, 15_000, 15_000]);
  assert.deepEqual(waits(() => 1), [1_500, 3_000, 6_000, 45_000, 45_000]);
});

test("a platform that wants to be left alone is left alone that long, once", async () => {
  started({ refusals: [new TicketRefused(429, { retryAfterMs: 60_000 })] });
  const [socket] = sockets;
  socket.retryCount = 1;

  await socket.connects().catch(() => {});
  assert.equal(socket.options.minReconnectionDelay, 60_000);
  await socket.connects();

  assert.equal(socket.options.minReconnectionDelay, 500);
});

test("a lasting refusal ends the tries until somebody asks for another", async () => {
  const { connection, of } = started({ refusals: [new TicketRefused(403)] });

  await sockets[0].connects().catch(() => {});
  assert.equal(sockets[0].isClosed, true);
  assert.equal(of("refused")[0][1].status, 403);
  connection.retry();
  await sockets[1].connects();

  assert.deepEqual(of("opened"), [["opened", "c"]]);
});

test("a passing refusal is told and the tries go on", async () => {
  const { of } = started({ refusals: [new TicketRefused(500)] });

  await sockets[0].connects().catch(() => {});

  assert.equal(sockets[0].isClosed, false);
  assert.equal(of("refused")[0][1].status, 500);
});

test("a quiet line is pinged well before the ten minutes are over", async () => {
  const { clock } = started();
  await sockets[0].connects();

  clock.pass(9 * MINUTE_MS);

  assert.deepEqual(sockets[0].sent.slice(0, 1), [{ type: "ping" }]);
});

test("a line that dropped is not pinged and not renewed: it is already being tried again", async () => {
  const { clock } = started();
  await sockets[0].connects();

  sockets[0].drops();
  clock.pass(180 * MINUTE_MS);

  assert.deepEqual([sockets.length, sockets[0].sent], [1, []]);
});

test("a line that is used is not pinged", async () => {
  const { connection, clock } = started();
  await sockets[0].connects();

  clock.pass(3 * MINUTE_MS);
  connection.send('{"type":"resume","after":0}');
  clock.pass(3 * MINUTE_MS);

  assert.deepEqual(sockets[0].sent, [{ type: "resume", after: 0 }]);
});

test("a ping that is answered keeps the socket, one that is not replaces it", async () => {
  const { clock, of } = started();
  await sockets[0].connects();

  clock.pass(4 * MINUTE_MS);
  sockets[0].receives({ type: "pong" });
  clock.pass(MINUTE_MS);
  assert.equal(sockets.length, 1);
  clock.pass(3 * MINUTE_MS + 10_000);

  assert.equal(sockets.length, 2);
  assert.equal(sockets[0].isClosed, true);
  assert.equal(of("closed").length, 1);
});

/** Lets time go by on a line that is never quiet; gives the minute in which the next socket is made. */
function renewedAt({ clock }) {
  const [socket] = sockets.slice(-1);
  for (let minute = 1; minute < 120; minute += 1) {
    clock.pass(MINUTE_MS);
    socket.receives({ type: "pong" });
    if (sockets.at(-1) !== socket) return minute;
  }
  return null;
}

test("the connection is renewed before its two hours are over, not everywhere at once", async () => {
  const minutes = [];
  for (const random of [() => 0, () => 0.999]) {
    const line = started({ random });
    await sockets.at(-1).connects();
    minutes.push(renewedAt(line));
  }

  assert.deepEqual(minutes, [102, 91]);
});

test("where sockets live shorter, the ping and the next socket come sooner", async () => {
  const { clock } = started({ times: { idleMs: 1_000, connectionMs: 4_000 } });
  await sockets[0].connects();

  clock.pass(400);
  assert.deepEqual(sockets[0].sent, [{ type: "ping" }]);
  sockets[0].receives({ type: "pong" });
  clock.pass(3_000);

  assert.equal(sockets.length, 2);
});

test("a socket serves until its successor is open, and then is left", async () => {
  const line = started();
  await sockets[0].connects();
  renewedAt(line);

  sockets[0].receives({ type: "typing" });
  line.connection.send('{"type":"resume","after":0}');
  assert.deepEqual(line.of("closed"), []);
  await sockets[1].connects();
  line.connection.send('{"type":"resume","after":1}');

  assert.deepEqual(line.told.calls.map(([name]) => name), ["opened", "frame", "closed", "opened"]);
  assert.deepEqual(sockets.map(({ sent }) => sent.at(-1).after), [0, 1]);
  assert.deepEqual([sockets[0].isClosed, sockets[1].isClosed], [true, false]);
});

test("a successor that gets no ticket troubles nobody as long as the socket before it serves", async () => {
  const refusals = [];
  const line = started({ refusals });
  await sockets[0].connects();
  renewedAt(line);

  refusals.push(new TicketRefused(503), new TicketRefused(503));
  await sockets[1].connects().catch(() => {});
  assert.deepEqual(line.of("refused"), []);
  sockets[0].drops(1001);
  await sockets[1].connects().catch(() => {});
  assert.equal(line.of("refused").length, 1);
  await sockets[1].connects();

  assert.deepEqual([line.of("closed").length, line.of("opened").length, sockets.length], [1, 2, 2]);
});

test("a successor that is refused for good leaves the socket before it to its end, and to its own tries", async () => {
  const refusals = [];
  const line = started({ refusals });
  await sockets[0].connects();
  renewedAt(line);

  refusals.push(new TicketRefused(403), new TicketRefused(403));
  await sockets[1].connects().catch(() => {});
  assert.deepEqual([line.of("refused").length, sockets[0].isClosed, sockets[1].isClosed], [0, false, true]);
  sockets[0].drops(1001);
  await sockets[0].connects().catch(() => {});

  assert.deepEqual([line.of("refused").length, sockets.length], [1, 2]);
});

test("a successor is succeeded in its turn", async () => {
  const line = started();
  await sockets[0].connects();
  renewedAt(line);
  await sockets[1].connects();

  renewedAt(line);
  await sockets[2].connects();

  assert.deepEqual([sockets.length, line.of("opened").length], [3, 3]);
  assert.deepEqual(sockets.map(({ isClosed }) => isClosed), [true, true, false]);
});

test("whoever leaves a socket leaves its successor, too", async () => {
  const line = started();
  await sockets[0].connects();
  renewedAt(line);

  line.connection.renew();
  await assert.rejects(sockets[1].connects());
  await sockets[2].connects();

  assert.deepEqual(sockets.map(({ isClosed }) => isClosed), [true, true, false]);
  assert.equal(line.of("opened").length, 2);
});

test("a socket that was left has nothing more to say and asks for no ticket", async () => {
  const { connection, of } = started();
  await sockets[0].connects();

  connection.renew();
  sockets[0].receives({ type: "typing" });
  sockets[0].drops();

  await assert.rejects(sockets[0].connects());
  assert.deepEqual([of("frame").length, of("closed").length, of("opened").length], [0, 1, 1]);
});

test("coming back to an open line finds out whether it still lives", async () => {
  const { connection, clock } = started();
  await sockets[0].connects();

  connection.retry();
  assert.deepEqual(sockets[0].sent, [{ type: "ping" }]);
  clock.pass(10_000);
  await sleep();

  assert.equal(sockets.length, 2);
});
