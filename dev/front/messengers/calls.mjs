// The calls of a messenger's API that the platform made.

import { element } from "./element.mjs";

const FAILED = 400;

/** What a call was answered, in words. */
const answered = (status) => (status === 0 ? "answer lost" : String(status));

/** One call, with its parameters to be opened. */
export const ofCall = (call) =>
  element(
    "li",
    {},
    element(
      "details",
      {},
      element(
        "summary",
        {},
        element("code", {}, call.method),
        " ",
        element(
          "span",
          { class: call.status === 0 || call.status >= FAILED ? "status failed" : "status" },
          answered(call.status),
        ),
      ),
      element("pre", { tabindex: "0" }, JSON.stringify(call.parameters, null, 2)),
    ),
  );
