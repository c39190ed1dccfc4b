// How the chat looks. All sizes are in em of the element's own text, which a page's styles do not change.
export const CSS = `
.panel {
  display: flex;
  flex-direction: column;
  box-sizing: border-box;
  width: 100%;
  height: 100%;
  margin: 0;
  padding: 0;
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--ground);
  color: var(--ink);
}
dialog.panel {
  position: fixed;
  inset: auto 1em 1em auto;
  width: min(25em, 100vw - 2em);
  height: min(40em, 100vh - 2em);
  max-width: none;
  max-height: none;
  z-index: 2147483647;
  box-shadow: 0 0.5em 2em rgb(0 0 0 / 0.3);
}
dialog.panel:not([open]) { display: none; }
:host([side="left"]) dialog.panel { inset: auto auto 1em 1em; }
@media (max-width: 480px), (max-height: 480px) {
  dialog.panel, :host([side="left"]) dialog.panel {
    inset: 0;
    width: 100%;
    height: 100vh;
    height: var(--seen, 100dvh);
    border: 0;
    border-radius: 0;
  }
}
*, ::before { box-sizing: border-box; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25em 0.5em; padding: 0.5em 0.75em; border-bottom: 1px solid var(--line); }
h2 { flex: 1; margin: 0; font-size: 1.125em; color: var(--accent); }
p { margin: 0; }
a { color: var(--accent); }
.buttons { display: flex; flex-wrap: wrap; gap: 0.375em; }
button {
  min-height: 2.75em;
  min-width: 2.75em;
  padding: 0.25em 0.75em;
  border: 1px solid var(--accent);
  border-radius: 1.375em;
  background: var(--card);
  color: var(--accent);
  font: inherit;
  cursor: pointer;
}
.more { align-self: center; margin: -3.25em 0 0.5em; }
.send, .leave, .more, [aria-pressed="true"] { background: var(--accent); color: var(--on-accent); }
[aria-disabled] { cursor: default; }
[aria-disabled]:not([aria-pressed]) { border-style: dashed; }
[aria-pressed="true"]::before { content: "✓ " / ""; }
.log { flex: 1; min-height: 3em; padding: 0.75em; overflow-y: auto; overscroll-behavior: contain; display: flex; flex-direction: column; gap: 0.5em; }
.said { display: flex; flex-direction: column; align-items: flex-start; }
.said:has(.person) { align-items: flex-end; }
.bubble { max-width: 34em; padding: 0.625em 0.875em; border-radius: 1em; overflow-wrap: anywhere; white-space: pre-line; }
.intro { color: var(--soft); }
.small, .note, label, .typing { font-size: 0.875em; }
.bot { margin-right: 1em; background: var(--card); border-bottom-left-radius: 0.25em; }
.person { margin-left: 2em; background: var(--accent); color: var(--on-accent); border-bottom-right-radius: 0.25em; }
.problem { border: 1px solid var(--line); }
.note { display: block; color: var(--soft); }
ul { display: flex; flex-wrap: wrap; gap: 0.5em; margin: 0.25em 0; padding: 0; list-style: none; }
.links a, .links span {
  display: inline-flex;
  align-items: center;
  min-height: 2.75em;
  padding: 0.25em 1em;
  border-radius: 1.375em;
  background: var(--accent);
  color: var(--on-accent);
  font-weight: 600;
  text-decoration: none;
}
.calm a, .calm span { border: 1px solid var(--accent); background: var(--card); color: var(--accent); }
.status { flex: 0 1 auto; overflow-y: auto; color: var(--soft); }
.typing, .trouble { padding: 0.375em 0.875em; }
.trouble { display: grid; gap: 0.375em; justify-items: start; border-top: 1px solid var(--line); color: var(--ink); overflow-wrap: anywhere; }
.trouble p a { display: inline-block; padding: 0.25em 0; }
.dots { display: inline-flex; gap: 0.25em; margin-left: 0.375em; }
.dots i { width: 0.375em; height: 0.375em; border-radius: 50%; background: currentColor; }
form { margin: 0; padding: 0.5em 0.75em 0.75em; border-top: 1px solid var(--line); }
label { display: block; margin-bottom: 0.25em; color: var(--soft); }
.row { display: flex; gap: 0.5em; align-items: flex-end; }
textarea {
  flex: 1;
  min-width: 0;
  min-height: 2.75em;
  max-height: 9em;
  padding: 0.5em 0.75em;
  border: 1px solid var(--line);
  border-radius: 0.75em;
  background: var(--card);
  color: var(--ink);
  font: inherit;
  resize: none;
}
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.log:focus-visible { outline-offset: -3px; }
h2:focus { outline: none; }
@media (forced-colors: active) {
  .bubble, .launcher { border: 1px solid; }
  [aria-pressed="true"] { border-width: 3px; }
}
@media (prefers-reduced-motion: no-preference) {
  dialog.panel { animation: come 0.15s ease-out; }
  .dots i { animation: dot 1.2s infinite; }
  .dots i:nth-child(2) { animation-delay: 0.2s; }
  .dots i:nth-child(3) { animation-delay: 0.4s; }
}
@keyframes come { from { opacity: 0; transform: translateY(1em); } }
@keyframes dot { 50% { opacity: 0.2; } }
`;
