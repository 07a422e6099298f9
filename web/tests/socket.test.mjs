/** The connection takes a ticket for each socket, tries again politely, and notices when it is dead. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Connection } from "../chat/socket.mjs";
import { TicketRefused } from "../chat/ticket.mjs";
import { FakeClock, FakeSocket, recorder } from "./fakes.mjs";

const MINUTE_MS = 60_000;
const sockets = FakeSocket.made;
const sleep = () => new Promise(setImmediate);

beforeEach(() => sockets.splice(0));

/** A started connection whose office gives `t1`, `t2` … or throws what `refusals` holds. */
function started({ refusals = [], random = () => 0 } = {}) {
  const clock = new FakeClock();
  const told = recorder("opened", "frame", "closed", "refused");
  let given = 0;
  const askTicket = async () => {
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    given += 1;
    return { conversation: "c", ticket: `t${given}`, url: `wss://example.test/${given}` };
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

test("the connection is renewed before its two hours are over, not everywhere at once", async () => {
  const renewedAt = async (random) => {
    const { clock } = started({ random });
    const socket = sockets.at(-1);
    await socket.connects();
    for (let minute = 1; minute < 120; minute += 1) {
      clock.pass(MINUTE_MS);
      socket.receives({ type: "pong" });
      if (socket.isClosed) return minute;
    }
    return null;
  };

  assert.deepEqual([await renewedAt(() => 0), await renewedAt(() => 0.999)], [110, 103]);
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
