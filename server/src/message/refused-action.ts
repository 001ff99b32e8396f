/** Which action was refused, where a message names more than one. */

export interface RefusedAction {
  readonly action: string | null;
  /** The action of the call, where another one was refused. */
  readonly callAction: string | null;
  readonly additionalActions: readonly string[];
}

/** `because no … policy allows the vpce:AllowMultiRegion action`: the reason names what was missing. */
export function refusedAction(ofSentence: string | null, ofReason: string | null): RefusedAction {
  const only = { action: ofSentence ?? ofReason, callAction: null, additionalActions: [] };
  if (ofSentence === null || ofReason === null || isSameName(ofSentence, ofReason)) return only;
  return { action: ofReason, callAction: ofSentence, additionalActions: [] };
}

/** AWS's own pages misspell an action in the reason; the name before it is right. */
function isSameName(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  // `allows thesqs:SendMessageaction`: blanks were lost.
  if (a === b || b === `${a}action`) return true;
  const longer = Math.max(a.length, b.length);
  let front = 0;
  while (front < a.length && a[front] === b[front]) front++;
  let back = 0;
  while (back < a.length - front && back < b.length - front && a.at(-1 - back) === b.at(-1 - back)) back++;
  return front > a.indexOf(":") && front + back >= longer - MOST_TYPOS;
}

const MOST_TYPOS = 2;

/** With its service (`logs:CreateLogGroup`), or as the name of the operation alone. */
interface NamedAction {
  readonly action: string | null;
  readonly operation: string | null;
}

/**
 * What a call with tags needs beside its own permission: `CreateLogGroup with Tags. An additional permission
 * "logs:TagResource" is required.` `after` is what follows the name of the operation.
 * Source: Amazon CloudWatch Logs API Reference, "CreateLogGroup".
 */
export function actionsForTags(named: NamedAction, after: string): RefusedAction | null {
  const required =
    /^[^]{0,40}?\badditional\s+permissions?\s+["'`]?([a-z0-9-]{1,40}:[A-Za-z]{2,80})["'`]?\s+(?:is|are)\s+required/i.exec(
      after,
    )?.[1];
  if (required !== undefined) return { action: required, callAction: null, additionalActions: [] };
  const isGroup = named.operation === "CreateLogGroup" || named.action === "logs:CreateLogGroup";
  if (!isGroup || !/^\s+with\s+tags\b/i.test(after)) return null;
  return { action: named.action, callAction: null, additionalActions: ["logs:TagResource"] };
}

/** `CreateLogGroup with Tags on resource: …`, without its blanks: the resource is that of the call. */
export function lengthOfTags(after: string): number {
  return /^withtags(?=on|because)/.exec(after)?.[0].length ?? 0;
}

/** Source: AWS Step Functions Developer Guide, "How Step Functions generates IAM policies for integrated services". */
export const ACTIONS_FOR_MANAGED_RULE: readonly string[] = [
  "events:PutRule",
  "events:PutTargets",
  "events:DescribeRule",
];

/**
 * Of the role of a state machine, and of whoever logs the queries of Route 53 Resolver. Sources: AWS Step Functions Developer
 * Guide, "Using CloudWatch Logs to log execution history"; Amazon CloudWatch Logs User Guide, "Enable logging from AWS services".
 */
export const ACTIONS_FOR_LOGGING: readonly string[] = [
  "logs:CreateLogDelivery",
  "logs:GetLogDelivery",
  "logs:UpdateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:DescribeResourcePolicies",
  "logs:DescribeLogGroups",
];
