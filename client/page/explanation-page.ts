/**
 * The script of the explanation panel. The content comes from the extension as finished HTML in which every text is
 * escaped; this script puts it in, keeps the reader's place, and reports which button was pressed.
 */

interface PageHost {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: PageState): void;
}

/** VS Code keeps it while the panel is hidden, and gives it back to the extension when a window is reloaded. */
interface PageState {
  readonly scroll: number;
  readonly open: readonly string[];
  /** The extension's own; the page only carries it. */
  readonly kept: unknown;
}

/** `content` is drawn; `status` is read out. A content of the same `topic` keeps the reader's place; another starts anew. */
type HostMessage =
  | { readonly kind: "draw"; readonly content: string; readonly topic: string; readonly kept: unknown }
  | { readonly kind: "say"; readonly status: string }
  /** What is shown is old because another explanation is on its way. */
  | { readonly kind: "old"; readonly asking: "another" | "again" | "nothing" };

declare function acquireVsCodeApi(): PageHost;

const host = acquireVsCodeApi();
const content = elementById("content");
const statusLine = elementById("status");
let topic: string | undefined;
let kept: unknown;
/** The id of what had the focus last; an input box of the editor may have it now. */
let lastFocused: string | undefined;
/** To be focused as soon as the page has the focus: taking it would disturb who types in an editor. */
let toFocus: string | undefined;

document.addEventListener("click", ({ target }) => {
  const pressed = target instanceof Element ? target.closest("[data-action]") : null;
  if (pressed instanceof HTMLElement) report(pressed);
});
document.addEventListener("toggle", remember, true);
document.addEventListener("focusin", ({ target }) => {
  lastFocused = target instanceof Element && content.contains(target) ? target.id : undefined;
});
window.addEventListener("focus", focusIfDue);
window.addEventListener("scroll", remember, { passive: true });
window.addEventListener("message", ({ data }: MessageEvent<HostMessage>) => {
  if (data.kind === "say") say(data.status);
  else if (data.kind === "old") markOld(data.asking);
  else draw(data);
});
post("ready", []);

function report({ dataset }: HTMLElement): void {
  const { action = "", at = "" } = dataset;
  post(action, at === "" ? [] : at.split(",").map(Number));
}

function post(action: string, at: readonly number[]): void {
  host.postMessage({ action, at });
}

function draw(message: Extract<HostMessage, { readonly kind: "draw" }>): void {
  const first = topic === undefined;
  const before = first ? remembered() : { scroll: window.scrollY, open: openDetails() };
  const same = topic === message.topic || (first && JSON.stringify(remembered().kept) === JSON.stringify(message.kept));
  ({ topic, kept } = message);
  content.innerHTML = message.content;
  if (same) for (const id of before.open) document.getElementById(id)?.setAttribute("open", "");
  window.scrollTo(0, same ? before.scroll : 0);
  // What had the focus may be gone, as a fix is once it is made: the verdict tells what became of it.
  if (lastFocused !== undefined)
    toFocus = same && document.getElementById(lastFocused) !== null ? lastFocused : VERDICT;
  focusIfDue();
  remember();
}

function markOld(asking: Extract<HostMessage, { readonly kind: "old" }>["asking"]): void {
  content.dataset["asking"] = asking;
  content.setAttribute("aria-busy", String(asking !== "nothing"));
}

const VERDICT = "verdict-0";

function focusIfDue(): void {
  if (toFocus === undefined || !document.hasFocus()) return;
  const target = document.getElementById(toFocus);
  toFocus = undefined;
  target?.focus({ preventScroll: target.id !== VERDICT });
}

/** A text that is the same as before would not be read out again, so the old one goes first. */
function say(text: string): void {
  statusLine.textContent = "";
  requestAnimationFrame(() => (statusLine.textContent = text));
}

function openDetails(): readonly string[] {
  return Array.from(content.querySelectorAll("details[open]"), ({ id }) => id);
}

function remember(): void {
  host.setState({ scroll: window.scrollY, open: openDetails(), kept });
}

function remembered(): PageState {
  const state = host.getState();
  return typeof state === "object" && state !== null ? (state as PageState) : { scroll: 0, open: [], kept: undefined };
}

function elementById(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}
