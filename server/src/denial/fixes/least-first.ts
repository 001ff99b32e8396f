/** Of fixes that give something, the one that gives less comes first: by proof, never by the sort of the edit. */
import { Effort } from "../../domains/effort.ts";
import { type Layer, slotOfLayer } from "../../evaluation/decision.ts";
import {
  type ConditionBlock,
  type ConditionEntry,
  type ListElement,
  type Policy,
  type PolicyKind,
  type PrincipalElement,
  type Scalar,
  type ScalarList,
  type Statement,
  statementWith,
} from "../../policy/policy.ts";
import { type ComparedStatement, comparedStatement, statementCovers } from "../../proof/comparing/statement-covers.ts";
import { isPartOfCall } from "./catalog-ancestors.ts";
import { type FixProposal, type FixScene, givesOthers } from "./proposal.ts";
import { isAbout, isBeside, isEverything, otherActions, otherResources } from "./reach.ts";
import { type Tried } from "./trial.ts";

/** What a fix gives; undefined for one that gives nothing by an edit, or of which that cannot be said. */
export interface Gift {
  /** What the edited policies match more than they did, as statements of their own. */
  readonly statements: readonly ComparedStatement[];
  /** Others have the policy, too. */
  readonly isShared: boolean;
  readonly of?: {
    /** The one policy that is edited. */
    readonly policy: Policy;
    /**
     * `same`: an action or a principal for what the statement is about, as for all objects of a bucket. `single`: a
     * statement for the resource alone.
     */
    readonly reach: "same" | "single" | undefined;
  };
}

/** Keeps the order of those of which neither surely gives less. */
export function leastFirst<One>(found: readonly One[], giftOf: (one: One) => Gift | undefined): readonly One[] {
  const effort = new Effort(EFFORT);
  const gifts = new Map(found.map((one) => [one, giftOf(one)]));
  const left = [...found];
  const sorted: One[] = [];
  while (left.length > 0) {
    const least = left.findIndex((one) => !left.some((other) => givesLess(gifts.get(other), gifts.get(one), effort)));
    sorted.push(...left.splice(Math.max(0, least), 1));
  }
  return sorted;
}

const EFFORT = 200_000;

function givesLess(one: Gift | undefined, other: Gift | undefined, effort: Effort): boolean {
  if (one === undefined || other === undefined || one === other) return false;
  // What a template makes has other objects in each deployment: a statement for one of them is right in none.
  const isForOne = one.of?.reach === "single" && other.of?.reach === "same" && one.of.policy === other.of.policy;
  if (isForOne) return false;
  if (!isWithin(one, other, effort)) return false;
  if (one.isShared !== other.isShared) return other.isShared;
  return !isWithin(other, one, effort);
}

function isWithin(smaller: Gift, larger: Gift, effort: Effort): boolean {
  return smaller.statements.every((own) =>
    larger.statements.some(
      (one) => namesAllOf(one.statement, own.statement) || statementCovers(one, own, "compared", effort),
    ),
  );
}

/** What is open has the same text in both, which no proof takes for the same. */
function namesAllOf(larger: Statement, smaller: Statement): boolean {
  const isBare = [larger, smaller].every(
    ({ condition, principal, notPrincipal, notAction, notResource }) =>
      (condition ?? principal ?? notPrincipal ?? notAction ?? notResource) === undefined,
  );
  return isBare && listsAllOf(larger.action, smaller.action) && listsAllOf(larger.resource, smaller.resource);
}

function listsAllOf(larger: ListElement | undefined, smaller: ListElement | undefined): boolean {
  const texts = new Set(larger?.entries.map(({ text }) => text));
  return smaller !== undefined && !smaller.open && smaller.entries.every(({ text }) => texts.has(text));
}

/** For a fix of one layer. */
export function giftOf(
  proposal: FixProposal,
  { writtenOut, addsPolicy, edits }: Tried,
  scene: FixScene,
): Gift | undefined {
  const { kind, change, changes, isSlip, attached } = proposal;
  if (attached !== undefined) return giftOfWhole(attached, scene);
  // It gives less, and too little.
  if (change.change === "add-statement" && isPartOfCall(scene.resource, scene.arnTemplates)) return undefined;
  const gives = GIVING.has(change.change) || (isSlip !== true && correctsToMore(change, scene));
  if (changes.length === 0 || !gives || acceptsWhatIsSet(change, scene)) return undefined;
  const statements: ComparedStatement[] = [];
  for (const { policy } of new Set(changes.map((one) => one.policy))) {
    const read = writtenOut.get(policy);
    if (read === undefined) return undefined;
    const after = isActionForReference(proposal) ? withResourcesOf(policy, read) : read;
    const more = kind === "add-statement" ? after.statements.slice(-1) : addsPolicy ? undefined : grown(policy, after);
    const compared = more?.map((one) => comparedStatement(after, asAsked(after, one, scene), kindOf(scene.layer)));
    if (compared === undefined || compared.some((one) => one === undefined)) return undefined;
    statements.push(...compared.flatMap((one) => one ?? []));
  }
  const [only, ...others] = new Set(changes.map(({ policy }) => policy.policy));
  const of = only !== undefined && others.length === 0 ? { policy: only, reach: reachOf(change, scene) } : undefined;
  return { statements, isShared: changes.some(({ policy }) => givesOthers(policy, edits)), ...(of && { of }) };
}

/** The resource is named to try it, and what the statement refers to is what is written. */
function isActionForReference({ change, written }: FixProposal): boolean {
  return change.change === "add-action" && written !== undefined;
}

function withResourcesOf(before: Policy, now: Policy): Policy {
  const statements = now.statements.map((one, index) =>
    statementWith(one, { resource: before.statements[index]?.resource ?? one.resource }),
  );
  return { ...now, statements };
}

function reachOf(change: FixProposal["change"], scene: FixScene): "same" | "single" | undefined {
  if (change.change === "add-statement") return "single";
  if (change.change !== "add-action" && change.change !== "add-principal") return undefined;
  const { place } = change;
  const of = scene.statements.find((one) => {
    const { file, span } = scene.placeOf(one);
    return file === place.file && span.start === place.span.start;
  });
  const { action, resource, condition } = of?.trace.statement ?? {};
  if (!isAbout(resource, scene) || condition !== undefined) return undefined;
  const isAdded = change.change === "add-action" || isBeside(action?.entries ?? [], resource, scene);
  return isAdded ? "same" : undefined;
}

/** Of a policy that is attached; undefined for one that denies something as well. */
function giftOfWhole(policy: Policy, scene: FixScene): Gift | undefined {
  const { statements, open } = policy;
  const compared = statements.map((one) =>
    one.effect?.text === "Allow" ? comparedStatement(policy, one, kindOf(scene.layer)) : undefined,
  );
  if (open || compared.some((one) => one === undefined)) return undefined;
  return { statements: compared.flatMap((one) => one ?? []), isShared: false };
}

/**
 * Nobody can send the request with another value, so what the statement asks for is meant for another source, and that
 * one is named in its stead or beside it: no further statement comes before that.
 */
function acceptsWhatIsSet(change: FixProposal["change"], { chooserOf }: FixScene): boolean {
  if (change.change !== "add-condition-value" || ACCOUNT_OF_CALLER.has(change.key.toLowerCase())) return false;
  return ["anybody", "aws", "identity-provider"].includes(chooserOf(change.key));
}

/** They tell who asks: a statement that names the caller gives less than one for the whole account. */
const ACCOUNT_OF_CALLER: ReadonlySet<string> = new Set(["aws:principalaccount", "kms:calleraccount"]);

/** A pattern that may be meant as it is, and in another form covers more than the resource: that alone comes first. */
function correctsToMore(change: FixProposal["change"], { resource }: FixScene): boolean {
  return change.change === "correct-resource" && change.to !== resource && /[*?]/.test(change.to);
}

/** What is corrected was meant that way, whatever it gives. */
const GIVING: ReadonlySet<FixProposal["change"]["change"]> = new Set([
  "add-action",
  "add-resource",
  "add-principal",
  "add-condition-value",
  "add-statement",
] as const);

function kindOf(layer: Layer): PolicyKind {
  return layer === "trust" ? "trust" : slotOfLayer(layer);
}

/** Undefined unless each statement that changed has more entries in one element. */
function grown({ statements: before }: Policy, { statements }: Policy): readonly Statement[] | undefined {
  if (before.length !== statements.length) return undefined;
  const more: Statement[] = [];
  for (const [index, now] of statements.entries()) {
    const was = before[index];
    const changed = was === undefined ? undefined : withFreshEntries(was, now);
    if (changed === undefined) return undefined;
    more.push(...changed);
  }
  return more;
}

/** The statement with the entries alone that it did not have: none where it is as it was. */
function withFreshEntries(was: Statement, now: Statement): readonly Statement[] | undefined {
  const parts: readonly (Partial<Statement> | "same" | undefined)[] = [
    freshIn(was.action, now.action, (action) => ({ action })),
    freshIn(was.resource, now.resource, (resource) => ({ resource })),
    freshPrincipals(was.principal, now.principal),
    freshValues(was.condition, now.condition),
  ];
  if (parts.includes(undefined)) return undefined;
  const [part, ...others] = parts.filter((one) => one !== "same");
  if (others.length > 0) return undefined;
  return part === undefined ? [] : [statementWith(now, part)];
}

function freshIn(
  was: ListElement | undefined,
  now: ListElement | undefined,
  as: (list: ListElement) => Partial<Statement>,
): Partial<Statement> | "same" | undefined {
  if (was === undefined || now === undefined) return was === now ? "same" : undefined;
  const entries = freshEntries(was, now);
  return entries.length === 0 ? "same" : as({ ...now, entries, open: now.open && !was.open });
}

function freshEntries(was: ScalarList, now: ScalarList): readonly Scalar[] {
  const texts = new Set(was.entries.map(({ text }) => text));
  return now.entries.filter(({ text }) => !texts.has(text));
}

function freshPrincipals(
  was: PrincipalElement | undefined,
  now: PrincipalElement | undefined,
): Partial<Statement> | "same" | undefined {
  if (was?.form !== "typed" || now?.form !== "typed") return was?.form === now?.form ? "same" : undefined;
  const types = now.types.flatMap((own) => {
    const before = was.types.find(({ type }) => type === own.type);
    const entries = before === undefined ? own.entries : freshEntries(before, own);
    return entries.length === 0 ? [] : [{ ...own, entries }];
  });
  return types.length === 0 ? "same" : { principal: { ...now, types } };
}

function freshValues(
  was: ConditionBlock | undefined,
  now: ConditionBlock | undefined,
): Partial<Statement> | "same" | undefined {
  if (was === undefined || now === undefined) return was === now ? "same" : undefined;
  let changes = 0;
  const operators = now.operators.map((block, at) => ({
    ...block,
    entries: block.entries.map((entry, place): ConditionEntry => {
      const before = was.operators[at]?.entries[place];
      const entries = before === undefined ? [] : freshEntries(before.values, entry.values);
      if (entries.length === 0) return entry;
      changes++;
      return { ...entry, values: { ...entry.values, entries } };
    }),
  }));
  if (changes > 1) return undefined;
  return changes === 0 ? "same" : { condition: { ...now, operators } };
}

/** What goes together with the action, and what stands for the resource itself, is as if it were written so. */
function asAsked(policy: Policy, statement: Statement, scene: FixScene): Statement {
  const { action, resource } = statement;
  const alike = (list: ListElement | undefined, text: string): ListElement | undefined => {
    const [first] = list?.entries ?? [];
    return list === undefined || first === undefined ? list : { ...list, entries: [{ ...first, text, holes: [] }] };
  };
  const [only, ...others] = resource?.entries ?? [];
  const beside =
    only === undefined || others.length > 0 ? undefined : { of: { policy, statement }, resource: only.text };
  const isOneAction = action !== undefined && otherActions(action.entries, scene, beside).length === 0;
  // An SCP lists the actions that there may be, and gives none of them.
  const isOfList = scene.layer === "scp" && isEverything(resource);
  const wanted =
    isOfList || otherResources(resource, scene, { policy, statement }).length === 0 ? scene.resource : undefined;
  return statementWith(statement, {
    action: isOneAction ? alike(action, scene.action) : action,
    resource: wanted === undefined ? resource : alike(resource, wanted),
  });
}
