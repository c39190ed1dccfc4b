// Takes what somebody says to the server, one message at a time and in order. A message stays in the outbox under its own id
// until it is answered, so that after a lost connection or on the next page nothing is lost and nothing is said twice.
import { newId } from "./client.js";
import { forget, recall, remember } from "./memory.js";
import words from "./words.js";

// Before the next try, in ms; the last one again and again.
const PAUSES = [1000, 2000, 4000, 8000, 15_000, 30_000];
// A token this old is exchanged for a new one, in ms.
const OLD = 24 * 3600 * 1000;

// What came back is no answer; `sentence` tells the person, when the server said something.
class Trouble extends Error {
  constructor({ wait = 0, body = null } = {}) {
    super("no answer");
    this.wait = wait;
    this.sentence = body?.detail;
  }
}

export class Conversation {
  #client;
  #log;
  #states; // called with "typing", "trouble" (and a sentence) or "quiet"
  #refused; // called with the words of a message that the server does not take
  #round = 0; // of which conversation an answer is: what comes for an earlier one is not heard
  #working = false;
  #shown = false; // whether what was said before is on the screen
  #hurry = () => {};

  constructor(client, log, states, refused) {
    this.#client = client;
    this.#log = log;
    this.#states = states;
    this.#refused = refused;
    addEventListener("online", () => this.retry());
  }

  // Shows what was said before, on the page before this one too, and sends what was not sent yet.
  resume() {
    this.#round += 1;
    this.#working = false;
    this.#shown = false;
    this.#log.clear();
    this.#states("quiet");
    this.#work();
  }

  say(text) {
    const id = newId();
    this.#log.person(text, id);
    this.#put({ id, text });
  }

  press({ title, payload }, button) {
    const id = newId();
    this.#log.chosen(button, id);
    this.#put({ id, text: title, payload });
  }

  // Tries again now.
  retry() {
    this.#hurry();
  }

  // Erases this conversation and begins a new one; tells whether that worked.
  async again() {
    const { token } = recall();
    let fresh = {};
    if (token) {
      try {
        const { status, body } = await this.#client.session(token, true);
        if (status === 201) fresh = { token: body.token, made: Date.now() };
        else if (status !== 401) return false;
      } catch {
        return false;
      }
    }
    forget();
    remember({ open: true, ...fresh });
    this.resume();
    return true;
  }

  // Erases this conversation here at once, and on the server while the page is being left.
  leave() {
    const { token } = recall();
    this.#round += 1;
    forget();
    this.#log.clear();
    if (token) this.#client.erase(token).catch(() => {});
  }

  #put(item) {
    remember({ outbox: [...recall().outbox, item] });
    this.#work();
  }

  async #work() {
    if (this.#working) return;
    const round = this.#round;
    const current = () => round === this.#round;
    this.#working = true;
    let failures = 0;
    while (current() && (!this.#shown || recall().outbox.length)) {
      try {
        if (this.#shown && !failures) this.#states("typing");
        await this.#step(current);
        failures = 0;
        if (current()) this.#log.waiting(false);
      } catch (error) {
        if (!current()) return;
        const trouble = error instanceof Trouble ? error : new Trouble();
        this.#log.waiting(true);
        this.#states("trouble", trouble.sentence ?? (this.#shown ? words.unreachable : words.unreadable));
        await this.#pause(Math.max(trouble.wait, PAUSES[Math.min(failures, PAUSES.length - 1)]));
        failures += 1;
      }
    }
    if (!current()) return;
    this.#working = false;
    this.#states("quiet");
  }

  // Does one thing that is to be done: shows what was said, or sends the oldest message.
  async #step(current) {
    const { token, made, outbox } = recall();
    if (token && Date.now() - made > OLD) await this.#token(this.#client.session(token), current);
    else if (!this.#shown) await this.#restore(token, current);
    else if (!token) await this.#token(this.#client.session(), current);
    else await this.#send(token, outbox[0], current);
  }

  async #token(asked, current) {
    const { status, wait, body } = await asked;
    if (!current()) return;
    if (status === 201) remember({ token: body.token, made: Date.now() });
    else if (status === 401) this.#lose();
    else throw new Trouble({ wait, body });
  }

  async #restore(token, current) {
    const { status, wait, body } = token ? await this.#client.history(token) : { status: 200, body: { messages: [] } };
    if (!current()) return;
    // What waits is sent also when the server cannot read what was said before: it may speak of danger.
    if (status !== 200 && status !== 401 && !(status === 500 && recall().outbox.length)) throw new Trouble({ wait, body });
    const messages = status === 200 ? body.messages : [];
    if (status === 401) this.#lose();
    for (const message of messages) {
      if (message.from === "assistant") this.#log.assistant(message);
      else if (!this.#log.find(message.payload)) this.#log.person(message.text);
    }
    const answered = new Set(messages.map((message) => message.id));
    const outbox = recall().outbox.filter((item) => !answered.has(item.id));
    if (outbox.length !== recall().outbox.length) remember({ outbox });
    for (const { id, text, payload } of outbox) {
      if (!payload || !this.#log.find(payload, id)) this.#log.person(text, id);
    }
    this.#shown = true;
  }

  async #send(token, item, current) {
    const { status, wait, body } = await this.#client.message(token, item);
    if (!current()) return;
    if (status === 202) {
      await this.#pause(wait);
    } else if (status === 200) {
      this.#done(item);
      for (const message of body.messages) this.#log.assistant(message);
    } else if (status === 401) {
      this.#lose();
    } else if (status === 429 || status >= 500) {
      throw new Trouble({ wait, body });
    } else {
      this.#done(item, false);
      this.#log.problem(body.detail);
      if (!item.payload) this.#refused(item.text);
    }
  }

  #done(item, answered = true) {
    remember({ outbox: recall().outbox.filter((other) => other.id !== item.id) });
    this.#log.settled(item.id, answered);
  }

  // The session is gone; the words are not. Its buttons are, so what they say is sent as words.
  #lose() {
    const outbox = recall().outbox.map(({ id, text }) => ({ id, text }));
    remember({ token: undefined, made: undefined, outbox });
    this.#log.problem(words.expired);
  }

  #pause(milliseconds) {
    return new Promise((resolve) => {
      this.#hurry = resolve;
      setTimeout(resolve, milliseconds);
    });
  }
}
