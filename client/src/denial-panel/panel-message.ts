/** What the page asks for. It sends names and numbers, never a path or a text of its own. */

/** Each action with how many numbers say what it is about. */
const ACTIONS = {
  ready: 0,
  "open-place": 1,
  "preview-fix": 2,
  "apply-fix": 2,
  "tell-unknown": 2,
  "tell-step": 2,
  "open-workspace-file": 2,
  "tell-fact": 0,
  "remove-fact": 1,
  "copy-command": 3,
  "copy-code": 2,
  "copy-markdown": 0,
  "show-text": 0,
  "explain-again": 0,
  "show-recent": 0,
  "aws-fetch": 0,
  "aws-ask": 0,
  "aws-who-am-i": 0,
} as const;

export type PanelAction = keyof typeof ACTIONS;

export interface PanelMessage {
  readonly action: PanelAction;
  readonly at: readonly number[];
}

/** Undefined for anything that is not exactly such a message. */
export function readPanelMessage(message: unknown): PanelMessage | undefined {
  if (typeof message !== "object" || message === null || !("action" in message) || !("at" in message)) return undefined;
  const { action, at } = message;
  if (typeof action !== "string" || !isAction(action) || !Array.isArray(at)) return undefined;
  const numbers = at.filter((one): one is number => Number.isSafeInteger(one) && (one as number) >= 0);
  return numbers.length === at.length && at.length === ACTIONS[action] ? { action, at: numbers } : undefined;
}

function isAction(text: string): text is PanelAction {
  return Object.hasOwn(ACTIONS, text);
}
