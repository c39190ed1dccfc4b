// Makes elements. Text goes in as text only, and links lead to https:, tel: and mailto: only, or to our own server.
const SCHEMES = ["https:", "tel:", "mailto:"];

// `content` is a text, or a list of elements.
export function make(tag, attributes = {}, content = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (Array.isArray(content)) element.append(...content);
  else element.textContent = content;
  return element;
}

export function makeButton(text, press, attributes = {}) {
  const button = make("button", { type: "button", ...attributes }, text);
  button.addEventListener("click", () => press(button));
  return button;
}

// A link; only its text when the address is of another kind. A path is one of `server`.
export function makeLink(title, address, server) {
  const ours = server && /^\/[^/\\]/.test(address);
  let scheme = "";
  try {
    scheme = new URL(address).protocol;
  } catch {
    // a path, or no address at all
  }
  if (!ours && !SCHEMES.includes(scheme)) return make("span", {}, title);
  const elsewhere = ours || scheme === "https:" ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return make("a", { href: ours ? new URL(address, server).href : address, ...elsewhere }, title);
}

export function makeList(name, label, elements) {
  return make("ul", { class: name, "aria-label": label }, elements.map((element) => make("li", {}, [element])));
}

// `adoptedStyleSheets` need no permission of a Content-Security-Policy; browsers of before 2023 get a <style>.
export function dress(root, css) {
  if ("replaceSync" in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } else {
    root.prepend(make("style", {}, css));
  }
}
