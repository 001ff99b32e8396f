import { replaceValues } from "../../policy/changes.ts";
import { isSettled, type Policy, type Scalar, type ScalarList, type Statement } from "../../policy/policy.ts";
import { type Catalog, type Service } from "../../catalog/catalog.ts";
import { typesOfNoAction } from "../../catalog/types-of-no-action.ts";
import { once } from "../../domains/once.ts";
import { counted, listed, name, type Phrase, say } from "../../wording/phrase.ts";
import { typeTest } from "../../wording/arn-template.ts";
import { splitAction } from "../action-text.ts";
import { type Check, type Finding } from "../check.ts";
import { asLastResort, type Fix, fixWith } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { moveActions } from "../moved-actions.ts";
import { type NamedAction, namedActions } from "../named-actions.ts";
import { asWell, textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  allow: (actions: readonly string[]) => sentenceOn(actions, "allowed"),
  pattern: (pattern: string, without: number, of: number) =>
    say`${without === of ? "None" : counted(without)} of the ${counted(of)} actions that ${name(pattern)} stands for ${without === of ? "has" : "have no"} resource types, and AWS documents that ${name("Resource")} must be ${name("*")} for such an action. With an ARN they are usually not allowed. Move it to a statement with ${name("*")}.`,
  deny: (actions: readonly string[]) => sentenceOn(actions, "denied"),
});

/** On all actions of a statement at once, because one statement on everything is what to do about all of them. */
function sentenceOn(actions: readonly string[], done: "allowed" | "denied"): Phrase {
  const [have, kind, are, them] =
    actions.length === 1 ? ["has", "such an action", "it is", "it"] : ["have", "such actions", "they are", "them"];
  return say`${listed(actions.map(name), "and")} ${have} no resource types, and AWS documents that ${name("Resource")} must be ${name("*")} for ${kind}. With an ARN ${are} usually not ${done}. Move ${them} to a statement with ${name("*")}.`;
}

/** Source: "Actions, resources, and condition keys for AWS services", The actions table. */
export const needsAllResources: Check = {
  code: "needs-all-resources",
  severity: "info",
  summary: "An action that has no resource types is listed with an ARN.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy, catalog, broken, kind }) {
    // A policy of a resource has no other resource to name: AWS's examples allow `imagebuilder:ListImages` on the image.
    if (broken || kind.kind === "resource") return;
    for (const statement of policy.statements) {
      yield undefined;
      const { resource, effect } = statement;
      if (resource === undefined) continue;
      const mayBeOfAny = typeOfNoAction(resource);
      if (effect?.text === "Allow" && namesArns(resource)) yield* patternsWithout(statement, mayBeOfAny, catalog);
      if (!namesThings(resource)) continue;
      const found = namedActions(statement, catalog)
        .filter(takesNoResource)
        .filter(({ service }) => !mayBeOfAny(service));
      const isSure =
        found.length === statement.action?.entries.length &&
        resource.entries.every(namesOne) &&
        found.every(({ action }) => action.accessLevels.some((level) => level === "List" || level === "Read"));
      const [first, ...others] = found;
      if (first === undefined) continue;
      const texts = found.map(({ entry }) => entry.text);
      yield {
        span: textSpan(first.entry),
        ...(isSure && effect?.text === "Allow" ? { severity: "warning" as const } : {}),
        provedFrom: [first.entry.span],
        ...(effect?.text === "Deny" ? MESSAGES.deny(texts) : MESSAGES.allow(texts)),
        related: asWell(others.map(({ entry }) => entry)),
        fixes: () => fixesFor(policy, statement, resource, found),
      };
    }
  },
};

function takesNoResource({ action, service }: Pick<NamedAction, "action" | "service">): boolean {
  return action.resources.length === 0 && action.resourcesAttested && service.resourceTypes.length > 0;
}

/**
 * Does the list name a type of the service that no action lists? The reference does not say which actions act on such a
 * resource, so that it may be any of them. Asked of each service once, however many of its actions stand there.
 */
function typeOfNoAction({ entries }: ScalarList): (service: Service) => boolean {
  const tests = once(() => entries.map((entry) => typeTest(withStars(entry))));
  const known = new Map<string, boolean>();
  return (service) => {
    const before = known.get(service.prefix);
    if (before !== undefined) return before;
    const arns = typesOfNoAction(service).map(({ arn }) => arn);
    const isNamed = arns.length > 0 && tests().some((fits) => arns.some(fits));
    known.set(service.prefix, isNamed);
    return isNamed;
  };
}

/** `ec2:Describe*` on ARNs, which hardly any of these actions takes. */
function* patternsWithout(
  { action }: Statement,
  mayBeOfAny: (service: Service) => boolean,
  catalog: Catalog,
): Generator<Finding> {
  for (const entry of action?.entries ?? []) {
    const written = isSettled(entry) ? splitAction(entry.text) : undefined;
    const service = written === undefined ? undefined : catalog.service(written.service);
    // S3 asks for its lists with an ARN of its own.
    if (
      written === undefined ||
      service === undefined ||
      service.prefix === "s3" ||
      !/^[A-Z][a-z]+\*$/i.test(written.name)
    )
      continue;
    if (mayBeOfAny(service)) continue;
    const { first } = catalog.actionsMatching(`${service.prefix}:${written.name}`, MOST_MATCHED);
    const known = first.flatMap((one) => service.action(one.slice(one.indexOf(":") + 1)) ?? []);
    const without = known.filter((one) => takesNoResource({ action: one, service }));
    if (known.length < FEWEST_MATCHED || without.length < known.length * NEARLY_ALL) continue;
    yield { span: textSpan(entry), ...MESSAGES.pattern(entry.text, without.length, known.length) };
  }
}

const MOST_MATCHED = 1_000;
const FEWEST_MATCHED = 4;
const NEARLY_ALL = 0.75;

function namesArns({ entries, open, misplaced }: ScalarList): boolean {
  if (open || misplaced.length > 0 || entries.length === 0) return false;
  return entries.every((entry) => withStars(entry).startsWith("arn:"));
}

/** Each ARN says more of the resource than wildcards do: `arn:aws:s3:::*` is as good as `*`. */
function namesThings({ entries, open, misplaced }: ScalarList): boolean {
  return !open && misplaced.length === 0 && entries.length > 0 && entries.every((entry) => ARN.test(withStars(entry)));
}

/** What a template fills in may be anything. */
function withStars({ text, holes }: Scalar): string {
  let made = "";
  let at = 0;
  for (const { start, end } of holes) {
    made += `${text.slice(at, start)}*`;
    at = end;
  }
  return made + text.slice(at);
}

/**
 * Some services ask for their lists with the ARN of everything of a type: `arn:aws:dynamodb:eu-west-1:111122223333:table/*`.
 * With the name of one thing that cannot match. What is made may well have an ARN that the reference does not list.
 */
function namesOne(entry: Scalar): boolean {
  const segments = withStars(entry).split(":").slice(5).join(":").split(/[:/]/);
  return segments
    .slice(-1)
    .concat(segments.slice(1))
    .every((one) => /[a-z0-9]/i.test(one));
}

const ARN = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:.*[a-z0-9]/i;

function fixesFor(
  policy: Policy,
  statement: Statement,
  resource: ScalarList,
  found: readonly NamedAction[],
): readonly Fix[] {
  if (found.length < (statement.action?.entries.length ?? 0)) {
    return moveActions(
      policy,
      statement,
      found.map(({ index }) => index),
      ["*"],
    );
  }
  // The author meant to limit it.
  return asLastResort(fixWith(say`Replace ${name("Resource")} with ${name("*")}`, replaceValues(resource, "*")));
}
