/** Who may bring a sign-in's code into the chat. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { signIn } from "../chat/sign_in.mjs";

const ORIGIN = "https://chat.example";
const LINK = `${ORIGIN}/link/secret`;
const ANSWER = { parley: "linked", code: "AB12-EFGH" };

/** A page that has opened nothing yet; `answer` is a message that comes to it from another window. */
function aPage({ blocked = false } = {}) {
  const page = { said: [], opened: [], ids: 0 };
  const window = {
    location: { origin: ORIGIN },
    addEventListener: (_, listener) => (page.listener = listener),
    open: (...asked) => {
      const other = { asked };
      page.opened.push(other);
      return blocked ? null : other;
    },
  };
  page.open = signIn({ window, newId: () => `id${(page.ids += 1)}`, say: (message) => page.said.push(message) }).open;
  page.answer = (message) =>
    page.listener({ origin: ORIGIN, source: page.opened[0], data: ANSWER, ...message });
  return page;
}

test("the page that was opened brings its code into the chat, where it stands hidden and is kept nowhere", () => {
  const page = aPage();

  const opened = page.open(LINK);
  page.answer({});

  assert.equal(opened, true);
  assert.deepEqual(page.opened[0].asked, [LINK, "_blank"]);
  assert.deepEqual(page.said, [{ id: "id1", text: "••••", value: "AB12-EFGH", fleeting: true }]);
});

test("a window brings one code", () => {
  const page = aPage();

  page.open(LINK);
  page.answer({});
  page.answer({});

  assert.equal(page.said.length, 1);
});

for (const [what, message] of Object.entries({
  "a page of another origin": { origin: "https://evil.example" },
  "a window that this page did not open": { source: {} },
  "something else than a code": { data: { parley: "linked", code: "<b>" } },
  "a code that is no text": { data: { parley: "linked", code: ["AB12-EFGH"] } },
  "another message": { data: { code: "AB12-EFGH" } },
  "nothing": { data: null },
})) {
  test(`${what} brings nothing into the chat`, () => {
    const page = aPage();

    page.open(LINK);
    page.answer(message);

    assert.deepEqual(page.said, []);
  });
}

for (const url of ["https://evil.example/link/secret", `${ORIGIN}/other`, `${ORIGIN}.evil.example/link/x`, "nonsense"]) {
  test(`${url} is left to Web Chat, which opens it without a way back`, () => {
    const page = aPage();

    assert.equal(page.open(url), false);
    assert.deepEqual(page.opened, []);
  });
}

test("a browser that blocks the window is no failure", () => {
  const page = aPage({ blocked: true });

  assert.equal(page.open(LINK), false);
});
