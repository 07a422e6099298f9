/** Microsoft's Web Chat, set up for Parley: how it looks, and a few things it must do differently.
 *
 * Source: https://github.com/microsoft/BotFramework-WebChat/blob/main/docs/API.md; the action types are those
 * of the pinned version.
 */

import { characters, refusalOf } from "./limits.mjs";

const DAY_MS = 24 * 60 * 60 * 1_000;
const PATIENCE_MS = 30_000;
const AT_ONCE_MS = 500;

/** Draws the chat into an element; gives `ready`, `post(message)` and `write(text)`.
 *
 * `onSent()` is told of each message that leaves the box, `onTooLong(count)` of one that stays there because of
 * its length. `open(url)` tells whether it opened what a button leads to; else Web Chat does.
 */
export function render({ WebChat, directLine, element, locale, textLimit, onSent, onTooLong, open }) {
  let setReady;
  const ready = new Promise((resolve) => {
    setReady = resolve;
  });
  const store = WebChat.createStore(
    {},
    tells(setReady),
    standsLast(directLine),
    refusesTooLong({ textLimit, onSent, onTooLong }),
  );
  const cardActionMiddleware = opens(open);
  const looks = { locale, styleOptions: STYLE, renderMarkdown: asText };
  const options = { directLine, store, userID: "person", cardActionMiddleware, ...looks };
  WebChat.renderWebChat(options, element);
  element.addEventListener("focusin", showsCard);
  element.addEventListener("click", takesOnce(), { capture: true });
  return { ready, post: (message) => store.dispatch(posting(message)), write: (text) => write(store, text) };
}

/** Brings the card of a carousel that the keyboard comes to into view, which a browser does only for some. */
const showsCard = ({ target }) =>
  target.closest(".react-film__filmstrip__item")?.scrollIntoView({ block: "nearest", inline: "nearest" });

/** Takes a double click on a button for one press: Web Chat would say it twice, and may lock its box for good. */
const takesOnce = () => {
  let last = { button: null, at: 0 };
  return (event) => {
    const button = event.target.closest(".webchat__suggested-action, .ac-pushButton");
    const isAgain = button !== null && button === last.button && event.timeStamp - last.at < AT_ONCE_MS;
    if (isAgain) event.stopPropagation();
    last = { button, at: event.timeStamp };
  };
};

/** Places what was just said after everything else until its line has come. */
const standsLast = (directLine) => () => (next) => (action) => {
  if (action.type !== "DIRECT_LINE/POST_ACTIVITY") return next(action);
  const { activity } = action.payload;
  const channelData = { ...activity.channelData, "webchat:sequence-id": directLine.last() };
  return next({ ...action, payload: { ...action.payload, activity: { ...activity, channelData } } });
};

/** Leaves in the box what is too long, and sends no blanks. */
const refusesTooLong =
  ({ textLimit, onSent, onTooLong }) =>
  ({ getState }) =>
  (next) =>
  (action) => {
    if (action.type !== "WEB_CHAT/SUBMIT_SEND_BOX") return next(action);
    const text = getState().sendBoxValue;
    const refusal = refusalOf(text, textLimit);
    if (refusal === "too_long") onTooLong(characters(text.trim()));
    if (refusal) return action;
    onSent();
    return next(action);
  };

/** Web Chat opens every address so that the new page cannot speak to this one. */
const opens = (open) => () => (next) => (pressed) => {
  const { type, value } = pressed.cardAction;
  return type === "openUrl" && open(value) ? undefined : next(pressed);
};

/** Tells when Web Chat listens. */
const tells = (onReady) => () => (next) => (action) => {
  if (action.type === "DIRECT_LINE/CONNECT_FULFILLED") onReady();
  return next(action);
};

const posting = ({ id, text, value, fleeting }) => ({
  type: "DIRECT_LINE/POST_ACTIVITY",
  meta: { method: "outbox" },
  payload: { activity: { type: "message", text, value, textFormat: "plain", channelData: { parley: { id, fleeting } } } },
});

function write(store, text) {
  if (store.getState().sendBoxValue !== "") return;
  store.dispatch({ type: "WEB_CHAT/SET_SEND_BOX", payload: { text } });
}

/** Where Web Chat would read markdown (titles of cards), text is text; Adaptive Cards wants it in an element. */
const asText = (text) => {
  const escaped = text.replace(/[&<>"']/gu, (character) => `&#${character.codePointAt(0)};`);
  return `<p>${escaped.replaceAll("\n", "<br>")}</p>`;
};

/** The colours of parley.css, which knows whether the person wants them light or dark. */
const colour = (name) => `var(--${name})`;
const STYLE = {
  accent: colour("green"),
  backgroundColor: "transparent",
  bubbleBackground: colour("sheet"),
  bubbleBorderColor: colour("line"),
  bubbleBorderRadius: 12,
  bubbleFromUserBackground: colour("own"),
  bubbleFromUserBorderColor: colour("own"),
  bubbleFromUserBorderRadius: 12,
  bubbleFromUserTextColor: colour("own-ink"),
  bubbleMaxWidth: 560,
  bubbleTextColor: colour("ink"),
  cardEmphasisBackgroundColor: colour("paper"),
  disableFileUpload: true,
  hideUploadButton: true,
  paddingRegular: 12,
  // A card's two lines are told whole on a narrow screen, too.
  richCardWrapTitle: true,
  primaryFont: "system-ui, 'Segoe UI', 'Noto Sans', sans-serif",
  sendBoxBackground: colour("sheet"),
  sendBoxBorderTop: `solid 1px ${colour("line")}`,
  sendBoxButtonColor: colour("green"),
  sendBoxButtonKeyboardFocusIndicatorBorderColor: colour("ink"),
  sendBoxPlaceholderColor: colour("quiet"),
  sendBoxTextColor: colour("ink"),
  // Web Chat would call a message failed after 20 s; ours waits in the outbox for up to a day.
  sendTimeout: DAY_MS,
  subtle: colour("quiet"),
  suggestedActionBackgroundColor: colour("sheet"),
  suggestedActionBackgroundColorOnActive: colour("line"),
  suggestedActionBackgroundColorOnFocus: colour("sheet"),
  suggestedActionBackgroundColorOnHover: colour("paper"),
  suggestedActionBorderColor: colour("green"),
  suggestedActionBorderRadius: 18,
  suggestedActionBorderWidth: 1,
  suggestedActionKeyboardFocusIndicatorBorderColor: colour("ink"),
  suggestedActionLayout: "flow",
  suggestedActionTextColor: colour("green"),
  suggestedActionsVisualKeyboardIndicatorColor: colour("ink"),
  timestampColor: colour("quiet"),
  transcriptActivityVisualKeyboardIndicatorColor: colour("quiet"),
  transcriptVisualKeyboardIndicatorColor: colour("ink"),
  // The platform is silent for 30 s at most.
  typingAnimationDuration: PATIENCE_MS,
};
