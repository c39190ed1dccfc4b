// The page at "/": talks with the website channel. Text only ever goes in through textContent.

const TOKEN = "stiefwijzer-session";
const WORDS = {
  waiting: "Stiefwijzer denkt na …",
  offline: "Er is nu geen verbinding. Je bericht staat nog in het vak; probeer het zo weer.",
};

const main = document.querySelector("main");
const talk = document.getElementById("talk");
const status = document.getElementById("status");
const form = document.getElementById("write");
const field = document.getElementById("text");
let asked = null; // the bubble or button row the latest answer belongs to
let pending = null; // what is being sent: kept with its id, so that sending it again never doubles it

function bubble(kind, text) {
  const element = document.createElement("p");
  element.className = `bubble ${kind}`;
  element.textContent = text;
  talk.append(element);
  if (kind === "person") asked = element;
  show();
  return element;
}

// Shows the end of the talk, but never scrolls what was asked off the top: an answer is read from its beginning.
function show() {
  main.scrollTop = main.scrollHeight;
  if (asked && asked.getBoundingClientRect().top < main.getBoundingClientRect().top) asked.scrollIntoView({ block: "start" });
}

function quickReplies(replies) {
  const list = document.createElement("ul");
  list.className = "replies";
  for (const reply of replies) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = reply.title;
    button.addEventListener("click", () => press(list, button, reply));
    const item = document.createElement("li");
    item.append(button);
    list.append(item);
  }
  talk.append(list);
  show();
}

// What one can call or open with an answer. Only these kinds of address ever become a link.
function links(list) {
  const found = list.filter((link) => /^(tel:|https:|\/privacy\/)/.test(link.url));
  if (!found.length) return;
  const shown = document.createElement("ul");
  shown.className = "links";
  for (const link of found) {
    const anchor = document.createElement("a");
    anchor.href = link.url;
    anchor.textContent = link.title;
    if (link.url.startsWith("https:")) {
      anchor.target = "_blank";
      anchor.rel = "noopener noreferrer";
    }
    const item = document.createElement("li");
    item.append(anchor);
    shown.append(item);
  }
  talk.append(shown);
  show();
}

async function post(path, body, token) {
  const headers = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

async function session() {
  let token = sessionStorage.getItem(TOKEN);
  if (!token) {
    token = (await post("chat/sessions", {})).body.token;
    sessionStorage.setItem(TOKEN, token);
  }
  return token;
}

async function send(said) {
  let answer = await post("chat/messages", said, await session());
  if (answer.status === 401 && said.text) { // the session is gone: the words are not
    sessionStorage.removeItem(TOKEN);
    answer = await post("chat/messages", said, await session());
  }
  return answer;
}

// Returns whether the message was dealt with; false when there was no connection, or the server failed.
async function turn(said) {
  pending = said;
  status.textContent = WORDS.waiting;
  try {
    const answer = await send(said);
    if (answer.status !== 200) {
      bubble("problem", answer.body.detail);
      return answer.status < 500;
    }
    for (const message of answer.body.messages) {
      bubble("bot", message.text);
      links(message.links ?? []);
      if (message.quick_replies.length) quickReplies(message.quick_replies);
    }
    return true;
  } catch {
    bubble("problem", WORDS.offline);
    return false;
  } finally {
    pending = null;
    status.textContent = "";
  }
}

async function press(list, button, reply) {
  if (pending) return;
  for (const other of list.querySelectorAll("button")) other.disabled = true;
  button.setAttribute("aria-pressed", "true");
  asked = list;
  reply.id ??= crypto.randomUUID(); // pressing it again after a lost answer is the same message
  if (!(await turn({ id: reply.id, payload: reply.payload }))) {
    for (const other of list.querySelectorAll("button")) other.disabled = false;
    button.removeAttribute("aria-pressed");
  }
  field.focus();
}

// What was typed and got no answer: its message, its bubble, and whether its words went back into the field.
let unsent = null;

async function deliver(said, shown) {
  if (await turn(said)) {
    unsent = null;
    return true;
  }
  const backInField = !field.value.trim();
  if (backInField) field.value = said.text;
  unsent = { said, shown, backInField };
  return false;
}

// Sends again what was left, under its own id. Words that went back into the field and were changed replace it.
async function deliverUnsent(text) {
  const { said, shown, backInField } = unsent;
  if (!backInField) return deliver(said, shown);
  unsent = null;
  if (text === said.text) {
    field.value = "";
    await deliver(said, shown);
    return false;
  }
  shown.remove();
  return true;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text || pending) return;
  if (!unsent || (await deliverUnsent(text))) {
    field.value = "";
    await deliver({ id: crypto.randomUUID(), text }, bubble("person", text));
  }
  field.focus();
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

field.focus();
