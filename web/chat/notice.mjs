/** The line under the title that says what is not as it should be; screen readers are told. */

/** Gives `show(words, {about, tryAgain})` and `hide(about)` over the page's notice.
 *
 * `about` is "connection" or "message": a connection that is back settles nothing about a refused message.
 */
export function noticeIn(document) {
  const box = document.getElementById("notice");
  const words = document.getElementById("notice-words");
  const button = document.getElementById("notice-try-again");
  let act = () => {};
  let shown = "connection";
  button.addEventListener("click", () => act());
  return {
    show(text, { about, tryAgain }) {
      shown = about;
      words.textContent = text;
      act = tryAgain ?? (() => {});
      button.hidden = !tryAgain;
      box.hidden = false;
    },
    hide(about) {
      if (about !== shown) return;
      words.textContent = "";
      box.hidden = true;
    },
  };
}
