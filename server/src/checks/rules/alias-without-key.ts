import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { readArn } from "../../policy/arn.ts";
import { isSettled, type Policy, type Scalar, type Statement } from "../../policy/policy.ts";
import { addEntries } from "../../policy/changes.ts";
import { isFilledByFile, shapeOf } from "../../policy/shape.ts";
import { listed, name, type Phrase, say } from "../../wording/phrase.ts";
import { hasWildcard } from "../action-text.ts";
import { type Check } from "../check.ts";
import { type Fix, asLastResort, fixWith } from "../fix.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { asWell, textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  noKey: (actions: readonly string[]) =>
    say`KMS asks whether ${areAllowed(actions)} on the alias and on its key, and this policy allows ${them(actions)} on no key. Add the ARN of the key to ${name("Resource")}, or allow ${them(actions)} in the key policy.`,
  noAlias: (actions: readonly string[]) =>
    say`KMS asks whether ${areAllowed(actions)} on the alias and on its key, and this policy allows ${them(actions)} on no alias. Add the ARN of the alias to ${name("Resource")}.`,
});

function areAllowed(actions: readonly string[]): Phrase {
  return say`${listed(actions.map(name), "and")} ${actions.length === 1 ? "is" : "are"} allowed`;
}

function them(actions: readonly string[]): string {
  return actions.length === 1 ? "it" : "them";
}

/** Source: "Controlling access to aliases" (AWS KMS Developer Guide): each of the three is asked for on both. */
const ON_BOTH: ReadonlySet<string> = new Set(["kms:createalias", "kms:updatealias", "kms:deletealias"]);

export const aliasWithoutKey: Check = {
  code: "alias-without-key",
  severity: "info",
  summary: "KMS asks for this action on an alias and on its key, but the policy allows it on only one of them.",
  messages: MESSAGES,
  *find(subject) {
    const { policy, kind, broken } = subject;
    if (broken || policy.open || policy.openNames || kind.kind === "resource" || kind.kind === "trust") return;
    const lacked = new Map<string, "key" | "alias" | undefined>();
    const lackingOf = ({ text }: Scalar): "key" | "alias" | undefined => {
      const action = text.toLowerCase();
      if (!lacked.has(action)) lacked.set(action, otherHalf(typesAllowed(policy, text)));
      return lacked.get(action);
    };
    for (const statement of policyOfThose(subject, allowsOnBoth).statements) {
      const entries = (statement.action?.entries ?? []).filter((entry) => isSettled(entry) && isOnBoth(entry.text));
      for (const lacking of ["key", "alias"] as const) {
        const [first, ...others] = entries.filter((entry) => lackingOf(entry) === lacking);
        if (first === undefined) continue;
        const message = lacking === "key" ? MESSAGES.noKey : MESSAGES.noAlias;
        yield {
          span: textSpan(first),
          ...message([first, ...others].map(({ text }) => text)),
          ...(others.length === 0 ? {} : { related: asWell(others) }),
          fixes: () => additionOf(statement, lacking),
        };
      }
    }
  },
};

function otherHalf(types: ReadonlySet<"key" | "alias"> | undefined): "key" | "alias" | undefined {
  if (types === undefined || types.size === 2) return undefined;
  return types.has("alias") ? "key" : "alias";
}

/** Every one of the account and Region in which the statement names the other half: which one is meant, no file says. */
function additionOf({ resource }: Statement, lacking: "key" | "alias"): readonly Fix[] {
  const heads = new Set(
    resource?.entries.map(({ text }) => text.slice(0, text.lastIndexOf(":", text.indexOf("/")) + 1)),
  );
  const [head, ...others] = heads;
  if (resource === undefined || head === undefined || others.length > 0 || !resource.entries.every(isSettled))
    return [];
  const added = `${head}${lacking}/*`;
  return asLastResort(fixWith(say`Add ${name(added)} to ${name("Resource")}`, addEntries(resource, [added])));
}

const allowsOnBoth = statementFact(
  ({ effect, action }) =>
    effect?.text === "Allow" && action?.entries.some((entry) => isSettled(entry) && isOnBoth(entry.text)) === true,
);

function isOnBoth(text: string): boolean {
  return !hasWildcard(text) && ON_BOTH.has(text.toLowerCase());
}

/** Undefined where it may be allowed on anything else. */
function typesAllowed({ statements }: Policy, text: string): ReadonlySet<"key" | "alias"> | undefined {
  const action = readAction(text);
  const types = new Set<"key" | "alias">();
  for (const statement of statements) {
    if (!mayAllow(statement, action)) continue;
    const { resource } = statement;
    if (resource === undefined || resource.open || resource.misplaced.length > 0) return undefined;
    for (const entry of resource.entries) {
      const named = isFilledByFile(entry) ? readArn(shapeOf(entry))?.resource : undefined;
      if (named?.startsWith("key/") === true) types.add("key");
      else if (named?.startsWith("alias/") === true) types.add("alias");
      else return undefined;
    }
  }
  return types;
}

function mayAllow({ effect, action }: Statement, wanted: ReturnType<typeof readAction>): boolean {
  if (effect !== undefined && isSettled(effect) && effect.text === "Deny") return false;
  if (action === undefined || action.open) return true;
  return action.entries.some((entry) => actionMatches(actionPattern(entry), wanted) !== "no");
}
