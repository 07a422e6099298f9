// What can go wrong with a messenger, to be switched on and off.

import { element } from "./element.mjs";

const FAULTS = {
  busy: { words: "too many calls (429)", of: (seconds, times) => ({ status: 429, retry_after: seconds, times }) },
  broken: { words: "a failure (500)", of: (_seconds, times) => ({ status: 500, times }) },
  slow: { words: "slow", of: (seconds, times) => ({ slow_s: seconds, times }) },
  lost: { words: "the answer is lost", of: (_seconds, times) => ({ after: true, times }) },
};

const number = (name, words, value) =>
  element(
    "label",
    {},
    `${words} `,
    element("input", { name, type: "number", min: "1", max: "600", value, required: true }),
  );

/** The form that lets the next calls fail; `fail` takes a fault, `mend` takes all of them back. */
export function faults({ fail, mend }) {
  const form = element(
    "form",
    {
      onsubmit: (event) => {
        event.preventDefault();
        const { fault, seconds, times } = Object.fromEntries(new FormData(form));
        fail(FAULTS[fault].of(Number(seconds), Number(times)), `${FAULTS[fault].words}, ${times} ×`);
      },
    },
    element(
      "label",
      {},
      "The next calls meet ",
      element(
        "select",
        { name: "fault" },
        ...Object.entries(FAULTS).map(([value, { words }]) => element("option", { value }, words)),
      ),
    ),
    number("seconds", "seconds", 3),
    number("times", "times", 1),
    element("button", {}, "Let them"),
    element("button", { type: "button", onclick: mend }, "All is well again"),
  );
  return form;
}

/** A switch; `turn` is called with whether it is on from now on. */
export const lever = (words, turn) =>
  element(
    "button",
    {
      type: "button",
      "aria-pressed": "false",
      onclick: (event) => turn(event.currentTarget.getAttribute("aria-pressed") !== "true"),
    },
    words,
  );
