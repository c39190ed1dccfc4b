// What this tab of the browser remembers, in sessionStorage, and only after the chat was opened:
// `open` (is the chat on the screen), `token` and `made` (the session, and when its token was made, in ms since 1970), and
// `outbox` (what is not answered yet, oldest first: {id, text} or {id, text, payload}).

const KEY = "stiefwijzer-chat";
let held = {};
let storing = true; // where the browser stores nothing, it is held as long as the page is open

export function recall() {
  if (storing) {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY));
      held = typeof kept === "object" && kept !== null ? kept : {};
    } catch (error) {
      if (!(error instanceof SyntaxError)) storing = false;
      else held = {};
    }
  }
  return { ...held, outbox: Array.isArray(held.outbox) ? held.outbox : [] };
}

export function remember(changes) {
  held = { ...recall(), ...changes };
  try {
    if (storing) sessionStorage.setItem(KEY, JSON.stringify(held));
  } catch {
    storing = false;
  }
}

export function forget() {
  held = {};
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    storing = false;
  }
}
