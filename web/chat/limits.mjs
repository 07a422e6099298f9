/** What a message may be at most; the platform holds the same limits. */

/** API Gateway closes a connection that sends a longer frame.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
export const FRAME_BYTES = 32 * 1024;

/** Characters a message may have when the page does not say otherwise. */
export const TEXT_CHARACTERS = 1_024;

/** Counts what people call characters more closely than UTF-16 does: an emoji is one code point, not two. */
export const characters = (text) => [...text].length;

/** Tells why a text cannot be sent: `empty`, `too_long` or null. */
export function refusalOf(text, limit = TEXT_CHARACTERS) {
  const said = text.trim();
  if (said === "") return "empty";
  return characters(said) > limit ? "too_long" : null;
}

/** Tells whether a frame is small enough for the wire. */
export const fitsTheWire = (frame) => new TextEncoder().encode(frame).length <= FRAME_BYTES;
