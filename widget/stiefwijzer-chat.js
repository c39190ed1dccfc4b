// <stiefwijzer-chat>: a button that opens the chat, or with `inline` the chat itself.
//
//   <script type="module" src="https://chat.example/stiefwijzer-chat.js"></script>
//   <stiefwijzer-chat server="https://chat.example"></stiefwijzer-chat>
//
// Attributes: `server` (where the assistant is; else where this file came from), `inline`, `side="left"`,
// `scheme="light"` or `"dark"` (else as the visitor's device has it), `leave-to` (an https: address for "leave quickly").
// Methods: open() and close(). Before it is opened nothing is stored, and nothing but the button is loaded or shown.
import { dress, make, makeButton, makeLink } from "./parts/making.js";
import { recall } from "./parts/memory.js";
import practice from "./parts/practice.js";
import words from "./parts/words.js";

// The weather: a page anybody might have open.
const LEAVE_TO = "https://www.knmi.nl/";

const LIGHT = "--g: #f6f3ee; --c: #ffffff; --i: #26302e; --s: #57625f; --a: #1f5f59; --o: #ffffff; --l: #7b8784; color-scheme: light;";
const DARK = "--g: #171c1b; --c: #232a29; --i: #eef2f0; --s: #b4bfbc; --a: #8fd3c9; --o: #10201e; --l: #74807d; color-scheme: dark;";
const CSS = `
:host {
  ${LIGHT}
  --ground: var(--stiefwijzer-ground, var(--g));
  --card: var(--stiefwijzer-card, var(--c));
  --ink: var(--stiefwijzer-ink, var(--i));
  --soft: var(--stiefwijzer-soft, var(--s));
  --accent: var(--stiefwijzer-accent, var(--a));
  --on-accent: var(--stiefwijzer-on-accent, var(--o));
  --line: var(--stiefwijzer-line, var(--l));
  --radius: var(--stiefwijzer-radius, 1em);
  all: initial;
  font: max(1rem, 16px) / 1.5 var(--stiefwijzer-font, system-ui, sans-serif);
}
@media (prefers-color-scheme: dark) { :host { ${DARK} } }
:host([scheme="light"]) { ${LIGHT} }
:host([scheme="dark"]) { ${DARK} }
:host([inline]) { display: block; height: var(--stiefwijzer-height, 36em); }
:host([hidden]) { display: none; }
.closed { position: fixed; right: 1em; bottom: 1em; z-index: 2147483647; display: grid; grid-template-columns: minmax(0, auto); gap: 0.5em; justify-items: end; max-width: calc(100vw - 2em); }
:host([side="left"]) .closed { right: auto; left: 1em; justify-items: start; }
.closed[hidden] { display: none; }
.launcher {
  min-height: 3.25em;
  padding: 0.5em 1.25em;
  border: 2px solid var(--on-accent);
  border-radius: 1.625em;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 600;
  cursor: pointer;
  box-shadow: 0 0.125em 0.5em rgb(0 0 0 / 0.3);
}
.launcher:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.told { max-width: 20em; overflow-wrap: anywhere; padding: 0.625em 0.875em; border: 1px solid var(--line); border-radius: var(--radius); background: var(--card); color: var(--ink); }
.told:empty { display: none; }
.told a { color: var(--accent); }
`;

class StiefwijzerChat extends HTMLElement {
  #panel = null;
  #loading = null;
  #told = make("div", { class: "told", role: "status" });
  #launcher = makeButton(words.launcher, () => this.open(), { class: "launcher", "aria-haspopup": "dialog" });
  #closed = make("div", { class: "closed", lang: "nl" }, [this.#told, this.#launcher]);

  connectedCallback() {
    if (this.shadowRoot) return; // it was only moved
    dress(this.attachShadow({ mode: "open" }), CSS);
    this.shadowRoot.append(this.#closed);
    const inline = this.hasAttribute("inline");
    if (inline || recall().open) this.#show(false);
  }

  open() {
    return this.#show(true);
  }

  close() {
    if (this.#panel && !this.hasAttribute("inline")) this.#panel.close();
  }

  async #show(focus) {
    try {
      this.#panel ??= await (this.#loading ??= this.#load());
    } catch {
      this.#loading = null;
      this.#tell(words.notLoaded, true);
      return;
    }
    this.#told.replaceChildren();
    this.#closed.hidden = true;
    this.#panel.open(focus);
  }

  async #load() {
    const slow = setTimeout(() => this.#tell(words.loading), 400);
    try {
      const { Panel, CSS: panelCSS } = await import("./parts/panel.js");
      dress(this.shadowRoot, panelCSS);
      const panel = new Panel({
        server: this.getAttribute("server") || new URL(".", import.meta.url).href,
        inline: this.hasAttribute("inline"),
        leaveTo: this.#leaveTo(),
        closed: () => {
          this.#closed.hidden = false;
          this.#launcher.focus();
        },
      });
      this.shadowRoot.append(panel.element);
      return panel;
    } finally {
      clearTimeout(slow);
    }
  }

  #leaveTo() {
    const wanted = this.getAttribute("leave-to") ?? "";
    return wanted.startsWith("https://") ? wanted : LEAVE_TO;
  }

  #tell(text, withAddress = false) {
    const { name, email } = practice.coach;
    const address = make("p", {}, [make("span", {}, `${words.mail} ${name}: `), makeLink(email, `mailto:${email}`)]);
    this.#told.replaceChildren(make("span", {}, text), ...(withAddress ? [address] : []));
  }
}

if (!customElements.get("stiefwijzer-chat")) customElements.define("stiefwijzer-chat", StiefwijzerChat);
