// The chat itself: the talk, the field to write in, and the ways out. As a dialog above the page, or `inline` as a part of it.
import { Client } from "./client.js";
import { Conversation } from "./conversation.js";
import { Log } from "./log.js";
import { make, makeButton, makeLink, makeList } from "./making.js";
import { recall, remember } from "./memory.js";
import practice from "./practice.js";
import words from "./words.js";

export { CSS } from "./styles.js";

// As the server has it (a test compares), in characters.
const MOST_CHARACTERS = 2000;
// An answer that takes this long gets a sign that it is coming, and after the second a word about it, in ms.
const SOON = 400;
const SLOW = 10_000;
// Shift must be pressed this often, with no more than this between, in ms.
const PRESSES = 3;
const BETWEEN = 700;
// Where the dialog covers the page, everything else must be out of reach.
const COVERING = matchMedia("(max-width: 480px), (max-height: 480px)");

export class Panel {
  #inline;
  #leaveTo;
  #closed;
  #log;
  #conversation;
  #status = make("div", { class: "status", role: "status" });
  #field = make("textarea", { id: "text", rows: "1", maxlength: String(MOST_CHARACTERS), autocomplete: "off", enterkeyhint: "send" });
  #title = make("h2", { id: "title", tabindex: "-1" }, words.name);
  #timers = [];
  #shifts = [];

  // `closed` is called when the person has closed it.
  constructor({ server, inline, leaveTo, closed }) {
    this.#inline = inline;
    this.#leaveTo = leaveTo;
    this.#closed = closed;
    this.#log = new Log((reply, button) => this.#conversation.press(reply, button), server, (what) => (this.#field.autocomplete = what));
    const refused = (text) => {
      this.#field.value ||= text;
      this.#fit();
      this.#log.show();
    };
    this.#conversation = new Conversation(new Client(server), this.#log, (state, sentence) => this.#show(state, sentence), refused);
    this.element = this.#built();
    this.#listen();
    this.#conversation.resume();
  }

  open(focus) {
    if (this.#inline) return;
    if (this.element.open) this.element.close();
    if (COVERING.matches) this.element.showModal();
    else this.element.setAttribute("open", ""); // show() would take the focus, on the next page too
    remember({ open: true });
    this.#log.show();
    // With a finger on a screen, the keyboard would come up over what is to be read.
    if (focus) (matchMedia("(pointer: fine)").matches ? this.#field : this.#title).focus();
  }

  close() {
    this.element.close();
    remember({ open: false });
    this.#closed();
  }

  #built() {
    const buttons = [makeButton(words.leave, () => this.#leave(), { class: "leave" }), makeButton(words.again, () => this.#askAgain())];
    if (!this.#inline) buttons.push(makeButton(words.close, () => this.close()));
    const send = make("button", { type: "submit", class: "send" }, words.send);
    const form = make("form", {}, [make("label", { for: "text" }, words.field), make("div", { class: "row" }, [this.#field, send])]);
    form.addEventListener("submit", (event) => this.#submit(event));
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    this.#field.addEventListener("input", () => this.#fit());
    const head = make("header", {}, [this.#title, make("div", { class: "buttons" }, buttons)]);
    const kind = this.#inline ? "section" : "dialog";
    return make(kind, { class: "panel", lang: "nl", "aria-labelledby": "title" }, [head, this.#log.element, this.#log.more, this.#status, form]);
  }

  #listen() {
    addEventListener("keydown", (event) => this.#shift(event));
    // A page that comes back as it was left must not bring back what was erased meanwhile.
    addEventListener("pageshow", (event) => event.persisted && this.#conversation.resume());
    if (this.#inline) return;
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      this.close();
    });
    this.element.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    COVERING.addEventListener("change", () => this.element.open && this.open(false));
    // The keyboard of a phone lies over the page; zooming in does not.
    globalThis.visualViewport?.addEventListener("resize", () => {
      if (visualViewport.scale === 1) this.element.style.setProperty("--seen", `${visualViewport.height}px`);
    });
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (text) {
      this.#field.value = "";
      this.#fit();
      this.#conversation.say(text);
    }
    this.#field.focus();
  }

  // The field grows with what is written; the stylesheet says how far.
  #fit() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight + 2}px`;
  }

  #show(state, sentence) {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
    if (state === "typing") {
      if (this.#status.querySelector(".trouble")) this.#status.replaceChildren();
      this.#timers = [setTimeout(() => this.#sign(words.typing), SOON), setTimeout(() => this.#sign(words.slow), SLOW)];
    } else if (state === "trouble") {
      const { name, email } = practice.coach;
      const mail = make("span", {}, [make("span", {}, `${words.mail} ${name}: `), makeLink(email, `mailto:${email}`)]);
      const retry = makeButton(words.retry, () => this.#conversation.retry());
      const lines = practice.lines.map((line) => makeLink(line.title, line.url));
      const ways = makeList("links calm", words.lines, [retry, ...lines]);
      this.#status.replaceChildren(make("div", { class: "trouble" }, [make("p", {}, sentence), make("p", {}, [mail]), ways]));
      this.#log.show();
    } else {
      this.#status.replaceChildren();
    }
  }

  #sign(text) {
    const dots = make("span", { class: "dots", "aria-hidden": "true" }, [make("i"), make("i"), make("i")]);
    this.#status.replaceChildren(make("p", { class: "typing" }, [make("span", {}, text), dots]));
    this.#log.show();
  }

  #askAgain() {
    const yes = { title: words.yesAgain, payload: "yes" };
    const no = { title: words.noAgain, payload: "no" };
    this.#log.assistant({ text: words.askAgain, quick_replies: [yes, no] }, async (chosen, button) => {
      this.#log.chosen(button);
      if (chosen === no || (await this.#conversation.again())) this.#field.focus();
      else this.#log.problem(words.notErased);
    });
    this.#log.focusLast();
  }

  // Three times Shift, with no other key between, while there is a chat to hide.
  #shift(event) {
    if (event.key !== "Shift") this.#shifts = [];
    else if (!event.repeat) {
      const now = event.timeStamp;
      this.#shifts = [...this.#shifts.filter((before, index, all) => now - all.at(-1) < BETWEEN), now];
      if (this.#shifts.length >= PRESSES && (this.#inline || this.element.open || recall().token)) this.#leave();
    }
  }

  // Out of sight first; the page after this one takes the place of this one in the history of the browser.
  #leave() {
    this.element.replaceChildren();
    this.element.close?.();
    this.#conversation.leave();
    location.replace(this.#leaveTo);
  }
}
