/** What would make the Resource of an Allow match: a near miss corrected, or the resource beside the others. */
import { everythingBeside, everythingOfType } from "../../catalog/arn-template.ts";
import { addEntriesOf, replacePart, replaceValues, replaceWhole, withMore } from "../../policy/changes.ts";
import { isSettled, type ListElement, type Policy, type Scalar, statementWith } from "../../policy/policy.ts";
import { type Change } from "../../syntax/change.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { patternOf } from "../../syntax/filled-text.ts";
import { VARIABLE } from "./covers.ts";
import { type FixChange } from "./fix-change.ts";
import { type FixRisk } from "./fix-risk.ts";
import { changing, type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk, roleRisk, runRisk } from "./proposal.ts";
import { arnOfName } from "./name-for-arn.ts";
import { withPathOfUser } from "./path-of-user.ts";
import { isOfAnotherMade, madeBeside } from "./made-beside.ts";
import { besideReference, insideReference, isReferenceAlone, LESS_BY_REFERENCE, referenceTo } from "./by-reference.ts";
import { otherRegionProposals } from "./other-region.ts";
import { withReferences } from "./said-references.ts";
import { isWholeService, limitsOnly, otherActions, otherPrincipals, textWhere } from "./reach.ts";
import { keysOf } from "./rule.ts";
import { otherForm } from "./form-slip.ts";
import { asSecretsEnd, withSecretSuffix } from "./secret-suffix.ts";
import { addressForArn, otherService, otherType, resourceSlip, type ResourceSlip } from "./resource-slip.ts";

export function resourceProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { resource: written, action } = one.trace.statement;
  const { resource, exact = resource } = scene;
  const list = written && withReferences(written);
  if (list === undefined || resource === undefined || exact === undefined) return [];
  const wanted = asApiWritten(asSecretsEnd(resource, list), one.policy.policy);
  if (isPersonal(list, exact)) return ownUnderPath(one, list, exact, scene);
  const corrected = [
    ...correctedEntries(one, list, exact, scene),
    ...otherRegionProposals(one, list, exact, scene),
    ...withSecretSuffix(one, list, scene, extension(scene, roleRisk(scene, keysOf(one.trace)))),
  ];
  // With a NotAction the resource would be given to all actions but a few.
  if (action === undefined) return corrected;
  const actions = action.entries;
  if (actions.some(isWholeService) && !limitsOnly(scene))
    return [...corrected, ...everythingInside(one, list, wanted, scene)];
  const of = { policy: one.policy.policy, statement: one.trace.statement };
  const others = otherActions(actions, scene, { of, resource: wanted });
  const principals = otherPrincipals(one.trace.statement, scene);
  // The other actions may have resources, of which a `*` for this one would be every one.
  if (wanted === "*" && others.length > 0) return corrected;
  const { changes, change } = beside(one, list, wanted, scene);
  // What stands for nothing is not kept beside what was meant.
  const isCorrected = corrected.some(
    (made) => isSameCorrection(made.change, change) || made.risks.every(({ risk }) => risk !== "takes-away"),
  );
  const added = changing(one, isCorrected ? undefined : changes, {
    ...extension(scene, [...runRisk(scene), ...others, ...principals, ...roleRisk(scene, keysOf(one.trace))]),
    change,
    ...(change.change === "correct-resource" || change.change === "star-for-resources"
      ? { isSlip: true, cost: SLIP_COST.likely }
      : { cost: others.length > 0 ? 4 : principals.length > 0 ? 3.5 : 1 }),
  });
  const inside =
    change.change === "add-resource" ? added.flatMap((made) => byReference(made, one, list, wanted, scene)) : [];
  return [...corrected, ...everythingInside(one, list, wanted, scene), ...inside, ...added];
}

/**
 * The resource inside what an open entry may stand for, as an object is in the bucket `arn:aws:s3:::${var.bucket}`; or beside
 * `var.topic_arn` in a statement for the action alone, where it gives no more than in a statement of its own.
 */
export function insideOpenProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const list = one.trace.statement.resource;
  // A reference that stands alone may be a list; of `table/${var.table}` it is for the variable to say which table is meant.
  const isOfReferences =
    list?.node.kind === "array" && list.entries.every((entry) => isSettled(entry) || isReferenceAlone(entry));
  return resourceProposals(one, scene).filter(
    ({ written, change, cost }) =>
      written !== undefined || (isOfReferences && change.change === "add-resource" && cost <= 1),
  );
}

/** What is each user's own goes on being that: the statement is given to those of the caller's path. */
function ownUnderPath(one: TracedPolicy, list: ListElement, exact: string, scene: FixScene): readonly FixProposal[] {
  const { statement } = one.trace;
  const [to] = list.entries.flatMap((entry) => withPathOfUser(entry, exact, scene.request.principal) ?? []);
  if (to === undefined || statement.action === undefined) return [];
  const others = otherActions(statement.action.entries, scene, {
    of: { policy: one.policy.policy, statement },
    resource: to,
  });
  return changing(one, addEntriesOf(statement, list, [to]), {
    ...extension(scene, others),
    change: { change: "add-resource", place: scene.placeOf(one), to },
    cost: 1,
  });
}

/** The same, written by what the statement refers to already, where that may be what the resource is in. */
function byReference(
  proposal: FixProposal,
  one: TracedPolicy,
  list: ListElement,
  wanted: string,
  scene: FixScene,
): readonly FixProposal[] {
  // What may stand for the resource itself is there already.
  const isOpen = one.trace.resource.truth === "unknown" && mayBeThere(one, list, wanted, scene);
  const inside = isOpen ? insideReference(list, wanted, scene) : besideReference(list, wanted, scene);
  const changes = inside && addEntriesOf(one.trace.statement, list, [inside.value]);
  if (inside === undefined || changes === undefined) return isOpen ? [] : byMade(proposal, one, wanted, scene);
  return [
    {
      ...proposal,
      change: { change: "add-resource", place: scene.placeOf(one), to: inside.shown },
      risks: [...inside.risks, ...proposal.risks],
      written: [{ policy: one.policy, changes }],
      cost: proposal.cost - LESS_BY_REFERENCE,
    },
  ];
}

/** A name that CloudFormation made up of one logical ID is not that of another. */
function mayBeThere({ policy }: TracedPolicy, list: ListElement, wanted: string, scene: FixScene): boolean {
  if (list.open || list.entries.some((entry) => !entry.certain)) return true;
  const reference = referenceTo(list, wanted, scene);
  return reference !== undefined && !isOfAnotherMade(policy.file, reference.entry, wanted, scene);
}

/** The same, written by the reference to what the file makes. */
function byMade(proposal: FixProposal, one: TracedPolicy, wanted: string, scene: FixScene): readonly FixProposal[] {
  const made = madeBeside(one.policy.file, wanted, scene);
  if (made === undefined) return [];
  const change = { change: "add-resource", place: scene.placeOf(one), to: made.shown } as const;
  const risks = [...made.risks, ...proposal.risks];
  const written = { written: proposal.changes, supposing: made.supposing };
  return [{ ...proposal, ...written, change, risks, cost: proposal.cost - LESS_BY_REFERENCE }];
}

/** Added to the list, or in the place of what the wanted resource lies in, where none of the actions acts on that. */
function beside(
  one: TracedPolicy,
  list: ListElement,
  wanted: string,
  scene: FixScene,
): { readonly changes: readonly Change[] | undefined; readonly change: FixChange } {
  const place = scene.placeOf(one);
  const [only, ...more] = list.entries;
  if (wanted === "*" && only !== undefined && takesNothingElse(one, scene)) {
    const changes = replaceValues(list, wanted);
    const change: FixChange =
      more.length > 0
        ? { change: "star-for-resources", place }
        : { change: "correct-resource", place, written: only.text, to: wanted };
    if (changes !== undefined) return { changes, change };
  }
  for (const entry of list.entries) {
    const written = textWhere(wanted, entry);
    const isAround = written !== undefined && everythingBeside(wanted, written) !== undefined;
    if (!isAround || !isOfNoAction(entry, one, list, scene)) continue;
    const changes = withMore(entry, wanted.slice(written.length), wanted);
    return { changes, change: { change: "correct-resource", place, written, to: wanted } };
  }
  return {
    changes: addEntriesOf(one.trace.statement, list, [wanted]),
    change: { change: "add-resource", place, to: wanted },
  };
}

/** What is listed then stands for nothing, and is not kept beside the `*`. */
function takesNothingElse({ trace: { statement, resource } }: TracedPolicy, scene: FixScene): boolean {
  const names = statement.action?.entries ?? [];
  const isStarOnly = names.every((name) => isSettled(name) && scene.takesStarOnly(name.text));
  return resource.truth === "no" && names.length > 0 && isStarOnly;
}

function isOfNoAction(entry: Scalar, one: TracedPolicy, list: ListElement, scene: FixScene): boolean {
  return namesActions(one, scene) && isDead(entry, one, list, scene);
}

/** `UpdateAlias` needs both the alias and its key, and of a whole service some action has the ARN in its usual form. */
function isOfAnAction(entry: Scalar, one: TracedPolicy, list: ListElement, scene: FixScene): boolean {
  const names = one.trace.statement.action?.entries ?? [];
  const areKnown = names.every((name) => isSettled(name) && (/[*?]/.test(name.text) || scene.isAction(name.text)));
  return areKnown && !isDead(entry, one, list, scene);
}

function namesActions({ trace }: TracedPolicy, scene: FixScene): boolean {
  const names = trace.statement.action?.entries ?? [];
  return names.every((name) => isSettled(name) && scene.isAction(name.text));
}

function isDead(entry: Scalar, { trace, policy }: TracedPolicy, list: ListElement, scene: FixScene): boolean {
  const { statement } = trace;
  const alone = statementWith(statement, {
    principal: undefined,
    notPrincipal: undefined,
    condition: undefined,
    resource: { ...list, entries: [entry] },
  });
  return scene.matchesNothing(policy.policy, alone);
}

/**
 * As the policy of an API names its methods, where it names them in short. Source: "Resource-based policy examples for API
 * Gateway".
 */
export function asApiWritten(arn: string, { statements }: Policy): string {
  const short = /^arn:[^:]+:execute-api:[^:]*:[^:]*:[^/]+(\/.+)$/.exec(arn)?.[1];
  const named = statements.flatMap(({ resource }) => resource?.entries ?? []).map(({ text }) => text);
  const isShort = named.length > 0 && named.every((text) => text.startsWith("execute-api:/"));
  return short !== undefined && isShort ? `execute-api:${short}` : arn;
}

function isSameCorrection(one: FixChange, other: FixChange): boolean {
  if (one.change !== "correct-resource" || other.change !== "correct-resource") return false;
  return one.written === other.written && one.to === other.to;
}

function extension(
  scene: FixScene,
  risks: readonly FixRisk[],
): Pick<FixProposal, "kind" | "given" | "attached" | "risks"> {
  return {
    kind: "extend-statement",
    given: NOTHING_GIVEN,
    attached: undefined,
    risks: [...risks, ...ownerRisk(scene)],
  };
}

function correctedEntries(
  one: TracedPolicy,
  list: ListElement,
  wanted: string,
  scene: FixScene,
): readonly FixProposal[] {
  const { action } = one.trace.statement;
  const actions = action?.entries.map(({ text }) => text) ?? ["*"];
  const of = { policy: one.policy.policy, statement: one.trace.statement };
  return list.entries.flatMap((entry) => {
    const near = slipOf(entry, wanted, actions, () => isOfAnAction(entry, one, list, scene));
    // That it is no resource of the actions at all takes nothing away.
    const ofType =
      isSettled(entry) && near?.matchesNothing !== true ? slipOfType(entry, one, list, wanted, scene) : undefined;
    const slip = ofType ?? near;
    if (slip === undefined) return [];
    const { start, end, by, likelihood } = slip;
    const takes: readonly FixRisk[] = slip.matchesNothing ? [] : [{ risk: "takes-away", entry: entry.text }];
    const to = entry.text.slice(0, start) + by + entry.text.slice(end);
    const wider = to === scene.resource ? runRisk(scene) : [];
    const others = action === undefined ? [] : otherActions(action.entries, scene, { of, resource: to });
    const gives = [...others, ...otherPrincipals(one.trace.statement, scene)];
    const isWhole = start === 0 && end === entry.text.length;
    return changing(one, isWhole ? replaceWhole(entry, by) : replacePart(entry, start, end, by), {
      ...extension(scene, [...takes, ...wider, ...gives, ...roleRisk(scene, keysOf(one.trace))]),
      change: { change: "correct-resource", place: scene.placeOf(one), written: entry.text, to },
      ...(slip.matchesNothing || slip.isMistyped === true ? { isSlip: true } : {}),
      cost: SLIP_COST[likelihood],
    });
  });
}

function slipOf(
  entry: Scalar,
  wanted: string,
  actions: readonly string[],
  isOfActions: () => boolean,
): ResourceSlip | undefined {
  if (!isSettled(entry)) return addressForArn(entry.text, wanted);
  const slip = resourceSlip(entry.text, wanted, actions);
  return slip?.isOfForm === true && isOfActions() ? undefined : slip;
}

function slipOfType(
  entry: Scalar,
  one: TracedPolicy,
  list: ListElement,
  wanted: string,
  scene: FixScene,
): ResourceSlip | undefined {
  if (wanted === "*" && list.entries.length > 1) return undefined;
  const isSure = (): boolean => isOfNoAction(entry, one, list, scene);
  const slip = otherType(entry.text, wanted, scene.arnTemplates) ?? otherForm(entry.text, wanted, scene.arnTemplates);
  if (slip !== undefined && isSure()) return slip;
  const services = new Set(one.trace.statement.action?.entries.map(({ text }) => text.split(":")[0]?.toLowerCase()));
  return services.size === 1 ? otherService(entry.text, wanted, { templates: scene.arnTemplates, isSure }) : undefined;
}

/** To put the resource beside the others costs 1, and more where that gives more than was asked for. */
const SLIP_COST = { sure: 0.5, likely: 0.8, possible: 1.5 } as const;

/** Everything of the wanted resource's type that lies in the resource of an entry, such as all objects of a bucket. */
function everythingInside(
  one: TracedPolicy,
  list: ListElement,
  wanted: string,
  scene: FixScene,
): readonly FixProposal[] {
  if (scene.madePerRun !== undefined) return [];
  return list.entries.flatMap((entry) => {
    const container = textWhere(wanted, entry);
    if (container === undefined) return [];
    const named = arnOfName(container, wanted);
    const to = everythingOfType(wanted, named ?? container, scene.arnTemplates);
    if (to === undefined) return [];
    const corrected = { change: "correct-resource", place: scene.placeOf(one), written: container, to } as const;
    const { changes, change } =
      named === undefined ? beside(one, list, to, scene) : { changes: replaceWhole(entry, to), change: corrected };
    return changing(one, changes, {
      ...extension(scene, [{ risk: "more-than-asked", granted: to }, ...roleRisk(scene, keysOf(one.trace))]),
      change,
      cost: 5,
    });
  });
}

/**
 * Would an entry match if its variables stood for another caller? Then the resource is somebody else's, and to name it
 * for everybody would undo what the variable is for.
 */
export function isPersonal({ entries }: ListElement, wanted: string): boolean {
  return entries.some((entry) => {
    // Asked of each statement of thousands of policies, and hardly any has one.
    if (!entry.text.includes("${")) return false;
    const [first = "", ...rest] = patternOf(entry).split(VARIABLE);
    const before = first.split("*", 1)[0] ?? "";
    if (rest.length === 0 || !wanted.startsWith(before)) return false;
    let at = before.length;
    for (const piece of rest.map((part) => part.split("*", 1)[0] ?? "")) {
      const found = piece === "" ? at : wanted.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return true;
  });
}
