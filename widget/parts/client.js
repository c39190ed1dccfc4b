// Speaks with the website channel. Every answer is {status, wait, body}; no connection is an error that is thrown.

// A connection on which nothing comes for this long is lost, in ms. The server says "typing" well before.
const PATIENCE = 30_000;

export function newId() {
  // crypto.randomUUID is there on https: only.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export class Client {
  #base;

  constructor(server) {
    this.#base = new URL(server.endsWith("/") ? server : `${server}/`, location.href);
  }

  // A new session; with a token the same one, good from now on; `anew`: one in its place.
  session(token, anew) {
    return this.#ask("POST", "chat/sessions", { anew }, token);
  }

  history(token) {
    return this.#ask("GET", "chat/history", undefined, token);
  }

  message(token, { id, text, payload }) {
    return this.#ask("POST", "chat/messages", payload ? { id, payload } : { id, text }, token);
  }

  // Goes on while the page is being left.
  erase(token) {
    return this.#ask("DELETE", "chat/session", undefined, token, true);
  }

  async #ask(method, path, body, token, keepalive = false) {
    const headers = {};
    if (body) headers["Content-Type"] = "application/json";
    if (token) headers.Authorization = `Bearer ${token}`;
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), PATIENCE);
    try {
      const response = await fetch(new URL(path, this.#base), {
        method,
        headers,
        body: body && JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        keepalive,
        signal: given.signal,
      });
      const wait = 1000 * Number(response.headers.get("Retry-After")) || 0;
      return { status: response.status, wait, body: response.status === 204 ? null : await response.json() };
    } finally {
      clearTimeout(timer);
    }
  }
}
