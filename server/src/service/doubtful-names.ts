/** Names in a message that AWS cannot have written: a picture was read as text, or a text was cut off. */
import { type Catalog } from "../catalog/catalog.ts";
import { type Explanation } from "../denial/explanation.ts";
import { type NextStep } from "../denial/next-step.ts";
import { type Denial } from "../message/denial.ts";

/** With what to check first. What AWS meant is never put in: a statement with such an action is not offered. */
export function withDoubts(explanation: Explanation, catalog: Catalog): Explanation {
  const { denial, next, request } = explanation;
  if (!denial.isAccessDenied) return explanation;
  // Who says which action it was has checked it.
  const action = request.action === denial.action ? doubtOfAction(denial, catalog) : undefined;
  const steps = [...(action === undefined ? [] : [action]), ...doubtsOfAccounts(denial)];
  if (steps.length === 0) return explanation;
  const kept = action === undefined ? next : next.filter(({ step }) => step !== "copy-statement");
  return { ...explanation, next: [...steps, ...kept] };
}

/** AWS has actions that its reference does not list yet, so that an unlisted one alone is no doubt. */
function doubtOfAction(denial: Denial, catalog: Catalog): NextStep | undefined {
  const { action, actionFrom } = denial;
  if (action === null || actionFrom !== "message") return undefined;
  const colon = action.indexOf(":");
  const service = catalog.service(action.slice(0, Math.max(0, colon)));
  const written = action.slice(colon + 1);
  if (service === undefined || written.includes("*") || service.action(written) !== undefined) return undefined;
  const alike = service.actionNames.filter((name) => looksOf(name) === looksOf(written));
  const near = alike.length > 0 || !mayBeCutOff(denial) ? alike : longerNames(written, service.actionNames);
  if (near.length === 0) return undefined;
  const named = near.map((name) => `${service.prefix}:${name}`);
  return { step: "check-action", action, near: named, date: catalog.info.date, commands: [] };
}

/** Nothing follows the action. */
function mayBeCutOff({ resource, denyType }: Denial): boolean {
  return resource === null && denyType === "unknown";
}

function longerNames(written: string, names: readonly string[]): readonly string[] {
  if (written.length < SHORTEST_START) return [];
  const longer = names.filter((name) => name.toLowerCase().startsWith(written.toLowerCase()));
  return longer.sort((a, b) => a.length - b.length).slice(0, MOST_NAMES);
}

const MOST_NAMES = 3;
const SHORTEST_START = 5;

/** Signs that are read for one another become one. */
function looksOf(name: string): string {
  return name
    .replace(/rn/g, "m")
    .replace(/[0oO]/g, "0")
    .replace(/[1lI|]/g, "1")
    .replace(/[5sS]/g, "5")
    .toLowerCase();
}

function doubtsOfAccounts({ principalArn, resource }: Denial): readonly NextStep[] {
  const accounts = [principalArn, resource].map((arn) => arn?.split(":", 6)[4]?.trim() ?? "");
  return [...new Set(accounts.filter((account) => MISREAD.test(account) && /\d{4}/.test(account)))].map((account) => ({
    step: "check-account",
    account,
    commands: [],
  }));
}

/** As long as an account's ID, with letters that look like digits among them. */
const MISREAD = /^(?=.*[A-Za-z|])[0-9OoQDlI|SsBZz]{12}$/;
