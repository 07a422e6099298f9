/** What Web Chat must do differently for us. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { render } from "../chat/web_chat.mjs";
import { recorder } from "./fakes.mjs";

/** Web Chat with its middleware in place; `dispatch` gives what came through to it. */
function rendered({ sendBoxValue = "", open = () => false } = {}) {
  const through = [];
  const told = recorder("onSent", "onTooLong");
  const page = { through, told, state: { sendBoxValue }, places: 0 };
  const WebChat = {
    createStore: (_, ...middleware) => {
      const store = { getState: () => page.state };
      const last = (action) => (through.push(action), action);
      page.dispatch = middleware.reduceRight((next, layer) => layer(store)(next), last);
      return { ...store, dispatch: page.dispatch };
    },
    renderWebChat: (options) => (page.options = options),
  };
  const directLine = { last: () => (page.places += 1) };
  const element = { addEventListener: (type, heard) => (page[type] = heard) };
  const chat = render({ WebChat, directLine, element, locale: "en", textLimit: 5, ...told, open });
  return { ...page, page, chat };
}

const submit = { type: "WEB_CHAT/SUBMIT_SEND_BOX" };

test("it is ready when Web Chat listens", async () => {
  const { dispatch, chat } = rendered();

  dispatch({ type: "DIRECT_LINE/CONNECT_FULFILLED" });

  assert.equal(await chat.ready, undefined);
});

test("what is posted stands after everything else and keeps what it carried", () => {
  const { dispatch, through } = rendered();

  const payload = { activity: { text: "a", channelData: { x: 1 } } };
  dispatch({ type: "DIRECT_LINE/POST_ACTIVITY", meta: { method: "keyboard" }, payload });

  assert.deepEqual(through[0].payload.activity, { text: "a", channelData: { x: 1, "webchat:sequence-id": 1 } });
  assert.deepEqual(through[0].meta, { method: "keyboard" });
});

test("a text over the limit stays in the box and its length is told", () => {
  const { dispatch, through, told } = rendered({ sendBoxValue: "😀😀😀😀😀😀" });

  dispatch(submit);

  assert.deepEqual(through, []);
  assert.deepEqual(told.calls, [["onTooLong", 6]]);
});

test("characters are counted as people see them", () => {
  const { dispatch, told } = rendered({ sendBoxValue: "😀😀😀😀😀" });

  dispatch(submit);

  assert.deepEqual(told.calls, [["onSent"]]);
});

test("blanks are not sent and nothing is said about them", () => {
  const { dispatch, through, told } = rendered({ sendBoxValue: " \n" });

  dispatch(submit);

  assert.deepEqual([through, told.calls], [[], []]);
});

test("a message handed back goes into an empty box and never over what is being typed", () => {
  const { chat, page, through } = rendered();

  chat.write("handed back");
  page.state = { sendBoxValue: "being typed" };
  chat.write("another");

  assert.deepEqual(through.map(({ payload }) => payload.text), ["handed back"]);
});

test("where Web Chat reads markdown it gets text that nothing interprets", () => {
  const { page } = rendered();

  const html = page.options.renderMarkdown("<img src=x onerror=\"a\">&'*b*\nc");

  assert.equal(html, "<p>&#60;img src=x onerror=&#34;a&#34;&#62;&#38;&#39;*b*<br>c</p>");
});

test("a card's lines are told whole, however narrow the screen", () => {
  const { page } = rendered();

  assert.equal(page.options.styleOptions.richCardWrapTitle, true);
});

test("an address that the page opens itself is not opened by Web Chat, and every other is", () => {
  const { page } = rendered({ open: (url) => url === "https://chat.example/link/s" });
  const left = [];
  const press = (cardAction) => page.options.cardActionMiddleware()((pressed) => left.push(pressed.cardAction))({ cardAction });
  const other = { type: "openUrl", value: "https://elsewhere.example" };
  const button = { type: "messageBack", value: "https://chat.example/link/s" };

  for (const pressed of [{ type: "openUrl", value: "https://chat.example/link/s" }, other, button]) press(pressed);

  assert.deepEqual(left, [other, button]);
});

test("a card that the keyboard comes to is brought into view, and nothing else is", () => {
  const { page } = rendered();
  const brought = [];
  const card = { scrollIntoView: (how) => brought.push(how) };

  page.focusin({ target: { closest: (selector) => (selector === ".react-film__filmstrip__item" ? card : null) } });
  page.focusin({ target: { closest: () => null } });

  assert.deepEqual(brought, [{ block: "nearest", inline: "nearest" }]);
});

/** What becomes of presses, each of a button at a time: whether it got through to Web Chat. */
function gotThrough(...presses) {
  const { click } = rendered().page;
  return presses.map(([button, timeStamp]) => {
    let isThrough = true;
    click({ target: { closest: () => button }, timeStamp, stopPropagation: () => (isThrough = false) });
    return isThrough;
  });
}

test("a button that is clicked twice at once is pressed once", () => {
  const yes = {};

  assert.deepEqual(gotThrough([yes, 1_000], [yes, 1_120], [yes, 1_240]), [true, false, false]);
});

test("a button of a card can be pressed again, and another right after it", () => {
  const [one, other] = [{}, {}];

  assert.deepEqual(gotThrough([one, 1_000], [one, 1_500], [other, 1_600]), [true, true, true]);
});

test("what is no button of a reply is pressed as often as it is clicked", () => {
  assert.deepEqual(gotThrough([null, 1_000], [null, 1_001]), [true, true]);
});
