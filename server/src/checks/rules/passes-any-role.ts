import { type Catalog, dependentsOfAction } from "../../catalog/catalog.ts";
import { servicePassedTo } from "../../catalog/passed-to-service.ts";
import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { addCondition, addEntries, renameOperator } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import {
  isSettled,
  type ListElement,
  type Policy,
  type PolicyKind,
  type Scalar,
  type Statement,
} from "../../policy/policy.ts";
import { type Witness } from "../../proof/proof.ts";
import { listed, name, say } from "../../wording/phrase.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { shownRequest } from "../confirmed-witness.ts";
import { type Fix, fixWith } from "../fix.ts";
import { allowsEverything, isForAdministrators } from "../for-administrators.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { namedActions } from "../named-actions.ts";
import { textSpan } from "../spans.ts";

interface Loose {
  readonly action: ReturnType<typeof readAction>;
  readonly key: string;
  /** One that is let through. */
  readonly request: Witness;
}

const PASS: Loose = {
  action: readAction("iam:PassRole"),
  key: "iam:PassedToService",
  request: {
    principal: undefined,
    action: "iam:PassRole",
    resource: "arn:aws:iam::111122223333:role/admin",
    context: new Map([["iam:PassedToService", "ec2.amazonaws.com"]]),
  },
};
const LINK: Loose = {
  action: readAction("iam:CreateServiceLinkedRole"),
  key: "iam:AWSServiceName",
  request: {
    principal: undefined,
    action: "iam:CreateServiceLinkedRole",
    resource: "arn:aws:iam::111122223333:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot",
    context: new Map([["iam:AWSServiceName", "spot.amazonaws.com"]]),
  },
};

const MESSAGES = messagesOf({
  pass: (services: readonly string[]) =>
    say`This lets the caller pass any role of the account to any service, including roles with more permissions than the caller. Name the roles in ${name("Resource")}, or limit the service with a condition on ${name("iam:PassedToService")}${services.length === 0 ? "" : say` (here ${listed(services.map(name), "and")})`}.`,
  link: () =>
    say`This lets the caller create service-linked roles for every service. Name the role in ${name("Resource")}, or limit the service with a condition on ${name("iam:AWSServiceName")}.`,
  passAbsent: (operator: string, without: string) =>
    say`${name(operator)} also lets requests without ${name("iam:PassedToService")} pass any role. Use ${name(without)}.`,
  passRest: () =>
    say`This lets the caller pass every role that ${name("NotResource")} does not name to any service, including roles with more permissions than the caller. Name the roles in ${name("Resource")}, or limit the service with a condition on ${name("iam:PassedToService")}.`,
  linkRest: () =>
    say`This lets the caller create every service-linked role that ${name("NotResource")} does not name. Name the roles in ${name("Resource")}, or limit the service with a condition on ${name("iam:AWSServiceName")}.`,
  passToo: () =>
    say`${name("NotAction")} does not name ${name("iam:PassRole")}, so the caller can pass roles with more permissions than the caller to any service. Add ${name("iam:PassRole")} to it, or name the actions that are meant in ${name("Action")}.`,
});

/** Source: "IAM Access Analyzer policy check reference", PassRole and Create SLR with star, with NotAction and NotResource. */
export const passesAnyRole: Check = {
  code: "passes-any-role",
  severity: "warning",
  summary: "An Allow lets the caller pass any role to any service, or create any service-linked role.",
  messages: MESSAGES,
  *find(subject) {
    const { policy, catalog, kind, broken } = subject;
    if (broken || subject.isBounded === true || !GIVES_PERMISSIONS_OF_IAM.has(kind.kind)) return;
    if (allowsEverything(subject)) return;
    for (const statement of policyOfThose(subject, mayPass).statements) {
      yield* leftOver(statement);
      if (!isOnEverything(statement)) continue;
      let said: Scalar | undefined;
      for (const loose of [PASS, LINK]) {
        const entry = entryNaming(statement, loose);
        // Of iam:* the roles that it passes say enough.
        if (entry === undefined || entry === said || mayBeDenied(subject, loose)) continue;
        if (isLimited(statement, loose)) {
          if (loose === PASS) yield* whereAbsent(statement);
          continue;
        }
        said = entry;
        const services = loose === PASS ? servicesOf(policy, catalog) : [];
        yield {
          span: textSpan(entry),
          ...(loose === PASS ? MESSAGES.pass(services) : { ...MESSAGES.link(), ...NOBODY_GAINS }),
          ...(isForAdministrators(subject, entry, statement) ? { severity: "info" as const } : {}),
          ...shownRequest(subject, statement, { witness: loose.request, shows: "matched" }),
          fixes: () => limiting(statement, services),
        };
      }
    }
  },
};

/** Its service controls what such a role may do, and has it for itself. Source: "CreateServiceLinkedRole" (IAM API). */
const NOBODY_GAINS = { severity: "info" } as const;

/** What a topic's or a queue's policy does not exclude is about the topic, the queue: nobody passes a role by it. */
const GIVES_PERMISSIONS_OF_IAM: ReadonlySet<PolicyKind> = new Set<PolicyKind>(["identity", "session", "unknown"]);

/** Can it have a finding? */
const mayPass = statementFact(
  (statement) =>
    statement.effect?.text === "Allow" &&
    ((isOnEverything(statement) && [PASS, LINK].some((loose) => entryNaming(statement, loose) !== undefined)) ||
      [...leftOver(statement)].length > 0),
);

/** Where the only limit is the service, under an operator that also takes requests that do not name it. */
function* whereAbsent(statement: Statement): Generator<Finding> {
  const { condition } = statement;
  if (condition === undefined || condition.open || condition.misplaced !== undefined) return;
  const [block, ...blocks] = condition.operators;
  const [entry, ...entries] = block?.entries ?? [];
  if (block === undefined || entry === undefined || blocks.length > 0 || entries.length > 0 || block.open) return;
  const use = operatorOf(entry);
  if (use?.ifExists !== true || entry.key.toLowerCase() !== PASS.key.toLowerCase()) return;
  const without = block.name.replace(/IfExists$/i, "");
  yield {
    span: block.nameSpan,
    ...MESSAGES.passAbsent(block.name, without),
    severity: "info",
    fixes: () =>
      fixWith(say`Replace ${name(block.name)} with ${name(without)}`, renameOperator(block, without, statement)),
  };
}

/** What the opposite elements leave allowed, which is said once, of passing roles. */
function* leftOver(statement: Statement): Generator<Finding> {
  const { notAction, notResource } = statement;
  if (notResource !== undefined && !mayNameEveryRole(notResource)) {
    for (const loose of [PASS, LINK]) {
      const named = isLimited(statement, loose) ? undefined : entryNaming(statement, loose);
      if (named !== undefined)
        yield {
          span: textSpan(named),
          ...(loose === PASS ? MESSAGES.passRest() : { ...MESSAGES.linkRest(), ...NOBODY_GAINS }),
        };
    }
  }
  // With both elements, which of them counts is not known; a condition may limit it to few callers.
  if (statement.action !== undefined || (statement.resource !== undefined && notResource !== undefined)) return;
  if (hasCondition(statement)) return;
  if (notAction === undefined || isOpen(notAction) || (!isOnEverything(statement) && notResource === undefined)) return;
  if (notResource !== undefined && mayNameEveryRole(notResource)) return;
  const excluded = notAction.entries.some((entry) => actionMatches(actionPattern(entry), PASS.action) !== "no");
  if (!excluded) yield { span: notAction.keySpan, ...MESSAGES.passToo(), fixes: () => exclusion(notAction) };
}

function hasCondition({ object }: Statement): boolean {
  return object.members.some(({ key }) => key === "Condition");
}

function exclusion(notAction: ListElement): readonly Fix[] {
  return fixWith(say`Add ${name("iam:PassRole")} to ${name("NotAction")}`, addEntries(notAction, ["iam:PassRole"]));
}

/** Does it, or may it, leave no role to pass? */
function mayNameEveryRole(notResource: ListElement): boolean {
  return (
    isOpen(notResource) ||
    notResource.entries.some(
      (entry) => !isSettled(entry) || /^(?:\*+|arn:[^:]*:(?:iam|\*):[^:]*:[^:]*:(?:role\/)?\*+)$/i.test(entry.text),
    )
  );
}

function isOpen({ open, misplaced, entries }: ListElement): boolean {
  return open || misplaced.length > 0 || entries.length === 0;
}

function isOnEverything({ resource }: Statement): boolean {
  return resource?.entries.some((entry) => isSettled(entry) && entry.text === "*") ?? false;
}

/** Only an entry that is about IAM: whoever allows `*` means everything. */
function entryNaming({ action }: Statement, loose: Loose): Scalar | undefined {
  return action?.entries.find(
    (entry) =>
      /^iam:/i.test(entry.text) && isSettled(entry) && actionMatches(actionPattern(entry), loose.action) === "yes",
  );
}

/** Also by another policy that everyone who has this one has. */
function mayBeDenied({ policy, policiesBeside = [] }: PolicyUnderCheck, loose: Loose): boolean {
  return [policy, ...policiesBeside.map((one) => one.policy)].some(({ statements }) =>
    statements.some((one) => mayDeny(one, loose)),
  );
}

/** A Deny under a condition on anything else lets the roles through with those requests that do not meet it. */
function mayDeny(statement: Statement, loose: Loose): boolean {
  const { effect, action, notAction } = statement;
  if (effect !== undefined && isSettled(effect) && effect.text === "Allow") return false;
  if (hasCondition(statement) && !isLimited(statement, loose)) return false;
  if (action === undefined) return notAction === undefined || notAction.open;
  return action.open || action.entries.some((entry) => actionMatches(actionPattern(entry), loose.action) !== "no");
}

/** Any condition on a key of the roles or of the service; what is filled in later may be one. */
function isLimited({ condition, object }: Statement, { key }: Loose): boolean {
  if (condition === undefined) return object.members.some((member) => member.key === "Condition");
  if (condition.open || condition.misplaced !== undefined) return true;
  const keys = [key, "iam:AssociatedResourceArn", "aws:ResourceTag/", "iam:ResourceTag/"].map((one) =>
    one.toLowerCase(),
  );
  return condition.operators.some(
    (block) =>
      block.open ||
      block.nameHoles.length > 0 ||
      block.entries.some(
        (entry) => entry.keyHoles.length > 0 || keys.some((one) => entry.key.toLowerCase().startsWith(one)),
      ),
  );
}

/** Of the policy's other actions that AWS lists with iam:PassRole, the services that they pass a role to. */
function servicesOf({ statements }: Policy, catalog: Catalog): readonly string[] {
  const services = statements.flatMap((statement) =>
    namedActions(statement, catalog).flatMap(({ action, service }) =>
      dependentsOfAction(action).has("iam:PassRole") ? (servicePassedTo(`${service.prefix}:${action.name}`) ?? []) : [],
    ),
  );
  return [...new Set(services)].sort();
}

/** Only where the statement is about passing roles alone. */
function limiting(statement: Statement, services: readonly string[]): readonly Fix[] {
  const [only, ...others] = services;
  if (only === undefined || statement.action?.entries.length !== 1) return [];
  return fixWith(
    say`Pass roles only to ${listed(services.map(name), "and")}`,
    addCondition(statement, {
      operator: "StringEquals",
      key: "iam:PassedToService",
      value: others.length === 0 ? only : services,
    }),
  );
}
