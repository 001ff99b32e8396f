import { splitAction } from "../action-text.ts";
import { type Check, type Finding, type PolicyUnderCheck, type Severity } from "../check.ts";
import { replaceText } from "../../policy/changes.ts";
import { isSettled, type ListElement, type Scalar } from "../../policy/policy.ts";
import { type Fix, fixWith } from "../fix.ts";
import { textSpan } from "../spans.ts";
import { actionEntries, type ListEntry } from "../entries.ts";
import { certainKind, isStrictAboutSids } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { type Message } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  spaceAround: (text: string, effect: string) =>
    say`${name(text)} has white space around it, so ${effect}. Remove the white space.`,
  comma: (text: string, effect: string) =>
    say`${name(text)} contains a comma, so ${effect}. Make each action an entry of its own.`,
  mark: (text: string, effect: string, fixed: string) =>
    say`${name(text)} begins or ends with a character that no action has, so ${effect}. Write ${name(fixed)}.`,
  space: (text: string, effect: string) => say`${name(text)} contains white space, so ${effect}. Remove it.`,
  noService: (text: string, effect: string) =>
    say`${name(text)} does not name its service, so ${effect}. Put the service in front of the colon.`,
  noName: (text: string, effect: string) =>
    say`${name(text)} ends after the service, so ${effect}. For every action of the service, write ${name(`${text}*`)}.`,
  wildcardInService: (text: string) =>
    say`${name(text)} has a wildcard in its service. AWS documents wildcards in the action's name only. Write the service in full, such as ${name("s3:Get*")}.`,
  rejectedWildcard: (text: string) =>
    say`${name(text)} has a wildcard in its service, so IAM rejects the policy. Write the service in full, such as ${name("s3:Get*")}.`,
  rejectedOutsideScps: (text: string) =>
    say`${name(text)} has a wildcard in its service, so IAM rejects the policy unless it is an SCP. Write the service in full, such as ${name("s3:Get*")}.`,
  variable: (text: string, effect: string) =>
    say`AWS replaces variables only in ${name("Resource")} and ${name("Condition")}, not in ${name(text)}, so ${effect}. Name the actions.`,
  twoColons: (text: string, effect: string) =>
    say`${name(text)} has two colons in a row, so ${effect}. Write ${name(withOneColon(text))}.`,
  serviceTwice: (text: string, effect: string) =>
    say`${name(text)} names its service twice, so ${effect}. Write ${name(withOneService(text))}.`,
  secondColon: (text: string, effect: string) =>
    say`${name(text)} has a second colon, so ${effect}. Write it like ${name("s3:GetObject")}.`,
});

export const malformedAction: Check = {
  code: "malformed-action",
  severity: "error",
  summary: "An action is not written as a service, a colon and a name.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    for (const place of actionEntries(subject.policy)) {
      const { entry, text, element, elementName } = place;
      const bare = withoutMarks(place, subject);
      if (bare !== undefined) {
        yield markedAction(place, bare);
        continue;
      }
      const messageFor = isOfAnyService(text) && !isIams(place, subject) ? undefined : messageMaker(text);
      if (messageFor === undefined) continue;
      const isWildcard = messageFor === MESSAGES.wildcardInService;
      const fixed = corrected(text.trim());
      const effect = effectOn(elementName);
      yield {
        span: textSpan(entry),
        ...(isWildcard ? wildcardInService(place, subject) : messageFor(text, effect)),
        fixes: () =>
          messageFor === MESSAGES.comma
            ? splitting(entry, element)
            : fixed !== text && splitAction(fixed) !== undefined
              ? [{ title: say`Replace with ${name(fixed)}`, changes: replaceText(entry, fixed) }]
              : [],
      };
    }
  },
};

/** `s3:GetObject"`, of which YAML takes the quote for a character. Undefined unless what is left is an action of a service. */
function withoutMarks({ entry, text }: ListEntry, { catalog }: PolicyUnderCheck): string | undefined {
  const [, bare = "", service = ""] = MARKED.exec(text) ?? [];
  const isMarked = isSettled(entry) && bare !== "" && bare !== text;
  return isMarked && catalog.service(service) !== undefined ? bare : undefined;
}

const MARKED = /^["'`]?(([a-z0-9-]+):[A-Za-z0-9*?]+)["'`;.]?$/;

/** Whether AWS rejects it, it does not say. */
function markedAction({ entry, text, elementName }: ListEntry, bare: string): Finding {
  return {
    span: textSpan(entry),
    ...MESSAGES.mark(text, effectOn(elementName), bare),
    severity: "warning",
    fixes: () => [{ title: say`Replace with ${name(bare)}`, changes: replaceText(entry, bare) }],
  };
}

function effectOn(elementName: ListEntry["elementName"]): string {
  return elementName === "Action" ? "it matches no action" : "it excludes no action";
}

function messageMaker(text: string): ((text: string, effect: string) => Message) | undefined {
  if (VARIABLE.test(text)) return MESSAGES.variable;
  // Without a colon, and with what another tool fills in, it has a finding of its own.
  if (!text.includes(":") || text.includes("${")) return undefined;
  if (text !== text.trim()) return MESSAGES.spaceAround;
  if (text.includes(",")) return MESSAGES.comma;
  if (/\s/.test(text)) return MESSAGES.space;
  if (text.startsWith(":")) return MESSAGES.noService;
  if (text.endsWith(":")) return MESSAGES.noName;
  if (TWO_COLONS.test(text)) return MESSAGES.twoColons;
  if (withOneService(text) !== text) return MESSAGES.serviceTwice;
  if (text.indexOf(":") !== text.lastIndexOf(":")) return MESSAGES.secondColon;
  return /^[^:]*[*?]/.test(text) && !/^\*+:\*+$/.test(text) ? MESSAGES.wildcardInService : undefined;
}

/** `*:Get*`: AWS's page on the syntax of SCPs has patterns of any service. */
function isOfAnyService(text: string): boolean {
  return /^\*+:.*[*?]/.test(text);
}

/**
 * IAM answers "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards". What only denies may be an SCP, unless
 * it is known to be none.
 */
function isIams({ statement }: ListEntry, subject: PolicyUnderCheck): boolean {
  return isStrictAboutSids(subject) && (certainKind(subject) !== undefined || statement.effect?.text === "Allow");
}

function wildcardInService(place: ListEntry, subject: PolicyUnderCheck): Message & { readonly severity?: Severity } {
  const { text } = place;
  // What others than IAM make of it, AWS does not say.
  if (!isIams(place, subject)) return { ...MESSAGES.wildcardInService(text), severity: "info" };
  const mayBeScps = isOfAnyService(text) && certainKind(subject) === undefined;
  return mayBeScps ? { ...MESSAGES.rejectedOutsideScps(text), severity: "warning" } : MESSAGES.rejectedWildcard(text);
}

/** Source: "IAM policy elements: Variables and tags" (where you can use policy variables). */
const VARIABLE = /\$\{aws:(?:Principal|Request|Resource)Tag\/|\$\{aws:(?:username|userid|PrincipalAccount)\b/i;

/** Only what then are actions, and where no list is yet. */
function splitting({ text, node }: Scalar, { form }: ListElement): readonly Fix[] {
  const by = text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  if (form === "list" || !by.every((one) => /^[a-z0-9-]+:[A-Za-z0-9*?]+$/.test(one))) return [];
  return fixWith(say`Write a list`, [{ change: "replace", value: node, by }]);
}

function corrected(text: string): string {
  return withOneService(TWO_COLONS.test(text) ? withOneColon(text) : text);
}

const TWO_COLONS = /^[a-z0-9-]+::[A-Za-z0-9*?]+$/;

/** `ec2:ec2:RunInstances`. */
function withOneService(text: string): string {
  const [service, again, named, ...more] = text.split(":");
  return service === again && named !== undefined && more.length === 0 ? `${service}:${named}` : text;
}

function withOneColon(text: string): string {
  return text.replace("::", ":");
}
