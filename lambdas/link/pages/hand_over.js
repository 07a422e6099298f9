// Hands the code to the chat page that opened this one, at its exact origin; lets it be copied.
(() => {
  const code = document.getElementById("code");
  const text = code.textContent.trim();
  const origin = code.dataset.origin;
  if (window.opener && origin) {
    window.opener.postMessage({ parley: "linked", code: text }, origin);
    document.getElementById("handed").hidden = false;
  }
  if (!navigator.clipboard) return;
  const copy = document.getElementById("copy");
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      document.getElementById("told").textContent = copy.dataset.copied;
    } catch {
      // The browser does not allow it: the code is selected, to be copied by hand.
      window.getSelection().selectAllChildren(code);
    }
  });
})();
