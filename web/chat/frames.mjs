/** The JSON text frames between the page and the platform. */

const SUBPROTOCOL = "parley.v1";

/** What a connection offers: the protocol, and the ticket where no log and no history will keep it. */
export const protocols = (ticket) => [SUBPROTOCOL, `ticket.${ticket}`];

export const ping = () => JSON.stringify({ type: "ping" });

/** Asks for the lines after a number; 0 asks for the whole conversation. */
export const resume = (after) => JSON.stringify({ type: "resume", after });

/** Says a message, or presses a choice when there is a `value`. */
export const utterance = ({ id, text, value }) =>
  JSON.stringify(value === undefined ? { type: "message", id, text } : { type: "choice", id, value, text });

/** Reads a frame; null for what is none, so that a newer platform does not break an older page. */
export function read(text) {
  try {
    const frame = JSON.parse(text);
    if (typeof frame?.type !== "string") return null;
    return frame.type !== "lines" || isLines(frame.lines) ? frame : null;
  } catch {
    return null;
  }
}

const isLines = (lines) => Array.isArray(lines) && lines.every((line) => Number.isInteger(line?.seq));
