// The two pages of the local company's accounts: who are you, and may Parley know it.

const STYLE = `
  body { margin: 0; background: #eef2ee; font: 16px/1.5 system-ui, sans-serif; color: #1c2b1f; }
  main { max-width: 22rem; margin: 3rem auto; padding: 2rem; background: #fff; border-top: 6px solid #1d6b3a; }
  h1 { margin-top: 0; font-size: 1.4rem; }
  label { display: block; margin-top: 1rem; }
  input { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; }
  button { margin: 1.5rem .5rem 0 0; padding: .6rem 1.2rem; font: inherit; }
  [role="alert"] { color: #a11; }
`;

const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const WORDS = { openid: "who you are", email: "your email address", profile: "your name" };

export function loginPage({ failed, email = "" }) {
  return page("Sign in to Corp", `
    ${failed ? '<p role="alert">Email or password is wrong.</p>' : ""}
    <label for="email">Email</label>
    <input id="email" name="email" type="email" autocomplete="username" value="${escaped(email)}" required>
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required>
    <button name="do" value="login">Sign in</button>
    <button name="do" value="cancel" formnovalidate>Cancel</button>`);
}

export function consentPage({ client, email, scopes }) {
  const told = scopes.map((scope) => `<li>${escaped(WORDS[scope] ?? scope)}</li>`).join("");
  return page("May Corp tell?", `
    <p>You are ${escaped(email)}. <strong>${escaped(client)}</strong> asks to know:</p>
    <ul>${told}</ul>
    <button name="do" value="consent">Allow</button>
    <button name="do" value="cancel">Cancel</button>`);
}

export function gonePage() {
  return shell("This page ran out", "<p>Start again where you came from.</p>");
}

function page(title, fields) {
  return shell(title, `<form method="post">${fields}</form>`);
}

function shell(title, body) {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
<main><h1>${title}</h1>${body}</main>
</html>`;
}

function escaped(text) {
  return text.replace(/[&<>"']/gu, (sign) => ESCAPED[sign]);
}
