// The talk as one sees and hears it: bubbles, choices, and lines to call. It exists before anything is said, and is announced.
import { make, makeButton, makeLink, makeList } from "./making.js";
import practice from "./practice.js";
import words from "./words.js";

// What may lie below without a word about it, in px: no more than the edge of a button.
const UNSEEN = 24;
// The least height of the talk that has room for that word, in px.
const ROOM = 120;

export class Log {
  #asked = null; // the bubble or the choices that the latest answer belongs to
  #press;
  #server;
  #asks;
  #sent = new Map(); // by id: what shows a message that has no answer yet

  // `press` is called with the reply that was chosen, and its button; `server` is where paths lead; `asks` is called with what
  // the latest answer asks for, as `autocomplete` has it.
  constructor(press, server, asks) {
    this.#press = press;
    this.#server = server;
    this.#asks = asks;
    // An answer may be longer than what is seen of it, and the choices under it out of sight. The keyboard scrolls by itself.
    this.more = makeButton(words.more, () => this.#readOn(), { class: "more", hidden: "", tabindex: "-1" });
    this.element = make("div", { class: "log", role: "log", "aria-label": words.conversation, tabindex: "0" });
    this.element.addEventListener("scroll", () => this.#look());
    // Something below the talk came, grew or went: who saw the end of it sees it still.
    new ResizeObserver(() => (this.more.hidden ? this.show() : this.#look())).observe(this.element);
    this.clear();
  }

  clear() {
    this.#asked = null;
    this.#asks("off");
    this.#sent.clear();
    const lines = practice.lines.map((line) => makeLink(line.title, line.url));
    this.element.replaceChildren(
      make("p", { class: "intro" }, words.intro),
      make("p", { class: "intro" }, words.machine),
      makeList("links calm", words.lines, lines),
      make("p", { class: "intro small" }, words.leaving),
    );
  }

  // Something the person typed, or chose when the choice is not on the screen.
  person(text, id) {
    const bubble = this.#bubble("person", words.you, text);
    this.#asked = bubble;
    if (id) this.#sent.set(id, bubble);
    this.show();
  }

  // `choose` is called with the reply that was chosen and its button, in place of telling the server.
  assistant({ text, links = [], quick_replies: replies = [], autocomplete = "off" }, choose = this.#press) {
    this.#asks(autocomplete);
    this.#bubble("bot", words.assistant, text);
    if (links.length) this.element.append(makeList("links", words.lines, links.map((link) => makeLink(link.title, link.url, this.#server))));
    if (replies.length) this.#choices(replies, choose);
    this.show();
  }

  problem(text) {
    this.#bubble("problem", words.assistant, text);
    this.show();
  }

  // Marks what was chosen among the latest choices that have it; tells whether it is on the screen.
  find(payload, id) {
    const buttons = [...this.element.querySelectorAll(".replies button")];
    const button = buttons.reverse().find((one) => one.value === payload && !one.hasAttribute("aria-disabled"));
    if (button) this.chosen(button, id);
    return Boolean(button);
  }

  // The choices stay, with the chosen one marked; they keep the focus, so none is really disabled.
  chosen(button, id) {
    const list = button.closest("ul");
    for (const other of list.querySelectorAll("button")) other.setAttribute("aria-disabled", "true");
    button.setAttribute("aria-pressed", "true");
    this.#asked = list;
    if (id) this.#sent.set(id, button);
  }

  // Says under each message that has no answer yet that it waits, or takes that away.
  waiting(yes) {
    for (const shown of this.#sent.values()) {
      shown.parentElement.querySelector(":scope > .note")?.remove();
      if (yes) shown.after(make("span", { class: "note" }, words.waiting));
    }
  }

  // The message is dealt with. When it is not going to be answered, a choice can be made again.
  settled(id, answered = true) {
    this.waiting(false);
    const shown = this.#sent.get(id);
    this.#sent.delete(id);
    if (answered || !shown || shown.tagName !== "BUTTON") return;
    for (const button of shown.closest("ul").querySelectorAll("button")) button.removeAttribute("aria-disabled");
    shown.removeAttribute("aria-pressed");
  }

  // To the choices that were asked for by a button elsewhere.
  focusLast() {
    [...this.element.querySelectorAll(".replies")].at(-1)?.querySelector("button").focus();
  }

  // Shows the end of the talk, but never scrolls what was asked off the top: an answer is read from its beginning.
  show() {
    const log = this.element;
    log.scrollTop = log.scrollHeight;
    const above = this.#asked ? log.getBoundingClientRect().top - this.#asked.getBoundingClientRect().top : 0;
    if (above > 0) log.scrollTop -= above + 8;
    this.#look();
  }

  #look() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    this.more.hidden = scrollHeight - scrollTop - clientHeight < UNSEEN || clientHeight < ROOM;
  }

  #readOn() {
    this.element.scrollTop += this.element.clientHeight - UNSEEN;
    this.element.focus();
  }

  #bubble(kind, who, text) {
    const said = make("p", { class: `bubble ${kind}` }, [make("span", { class: "unseen" }, who), make("span", {}, text)]);
    this.element.append(make("div", { class: "said" }, [said]));
    return said;
  }

  #choices(replies, choose) {
    const buttons = replies.map((reply) =>
      makeButton(reply.title, (button) => {
        if (!button.hasAttribute("aria-disabled")) choose(reply, button);
      }, { value: reply.payload }),
    );
    this.element.append(makeList("replies", words.choices, buttons));
  }
}
