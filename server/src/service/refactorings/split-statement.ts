/** A statement as several: one for each service of its actions, or one for the resources of each kind. */
import { isSettled, type ListElement, type Policy, type Statement, statementWith } from "../../policy/policy.ts";
import { addStatements } from "../../policy/changes.ts";
import { withItems } from "../../proof/comparing/statement-pieces.ts";
import { type Change, type NewObject } from "../../syntax/change.ts";
import { type Value } from "../../syntax/value.ts";
import { type Phrase, say } from "../../wording/phrase.ts";
import { proposed, type Proposal, type RefactoringPlace } from "./refactoring.ts";
import { freeSid, takenSids } from "./sids.ts";
import { copyOfItems, copyOfStatement, hasOwnStatements, isClosed, keepItems, mayBeCopied } from "./statement-copy.ts";

export function proposeSplit(place: RefactoringPlace): readonly Proposal[] {
  const { policy, statement, text } = place;
  const { action, resource } = statement;
  if (action === undefined || !isClosed(action) || !hasOwnStatements(policy.policy) || !mayBeCopied(statement, text)) {
    return [];
  }
  const pairs = resource === undefined || !isClosed(resource) ? undefined : pairsOf(place, action, resource);
  return [
    ...proposeByService(policy.policy, statement, action, pairs),
    ...(pairs === undefined ? [] : proposeByResource(policy.policy, statement, pairs)),
  ];
}

/** What one of the new statements has of the lists. */
interface Part {
  /** What its Sid ends in; empty for one whose Sid gets a number. */
  readonly suffix: string;
  readonly actions: readonly Value[];
  /** Undefined where all parts have the same ones. */
  readonly resources: readonly Value[] | undefined;
}

/** Which actions act on which resources. */
interface Pairs {
  readonly actions: readonly Value[];
  readonly resources: readonly Value[];
  readonly mayMatch: (action: Value, resource: Value) => boolean;
}

/** Each pair takes a proof. */
const MOST_PAIRS = 80;

function pairsOf(
  { policy: { policy, kind }, statement, memory }: RefactoringPlace,
  action: ListElement,
  resource: ListElement,
): Pairs | undefined {
  if (resource.entries.length < 2 || action.entries.length * resource.entries.length > MOST_PAIRS) return undefined;
  const { prover } = memory.proofs.proverFor(kind.kind);
  const known = new Map<Value, Map<Value, boolean>>();
  return {
    actions: action.entries.map(({ node }) => node),
    resources: resource.entries.map(({ node }) => node),
    mayMatch(one, other) {
      const ofAction = known.get(one) ?? new Map<Value, boolean>();
      known.set(one, ofAction);
      const pair = statementWith(statement, {
        action: withItems(action, [one]),
        resource: withItems(resource, [other]),
      });
      const may = ofAction.get(other) ?? !prover.matchesNothing(policy, pair);
      ofAction.set(other, may);
      return may;
    },
  };
}

/** More are no help. */
const MOST_PARTS = 20;

/** Each with the resources that its actions act on. */
function proposeByService(
  policy: Policy,
  statement: Statement,
  action: ListElement,
  pairs: Pairs | undefined,
): readonly Proposal[] {
  const byService = new Map<string, Value[]>();
  for (const entry of action.entries) {
    const service = isSettled(entry) ? /^([\w-]+):/.exec(entry.text)?.[1]?.toLowerCase() : undefined;
    if (service === undefined) return [];
    byService.set(service, [...(byService.get(service) ?? []), entry.node]);
  }
  if (byService.size < 2) return [];
  const parts = [...byService].map(([suffix, actions]) => ({
    suffix,
    actions,
    resources: resourcesFor(actions, pairs),
  }));
  const title = say`Split into ${parts.length} statements, one for each service`;
  return propose(policy, statement, parts, title);
}

/** All of them for actions that act on none: that is for the checks to tell. */
function resourcesFor(actions: readonly Value[], pairs: Pairs | undefined): readonly Value[] | undefined {
  if (pairs === undefined) return undefined;
  const acted = pairs.resources.filter((resource) => actions.some((action) => pairs.mayMatch(action, resource)));
  return acted.length === 0 ? pairs.resources : acted;
}

function proposeByResource(policy: Policy, statement: Statement, pairs: Pairs): readonly Proposal[] {
  const groups = new Map<string, { readonly actions: readonly Value[]; readonly resources: Value[] }>();
  for (const resource of pairs.resources) {
    const actions = pairs.actions.filter((action) => pairs.mayMatch(action, resource));
    const id = actions.map(({ span }) => span.start).join();
    const group = groups.get(id) ?? { actions, resources: [] };
    group.resources.push(resource);
    groups.set(id, group);
  }
  // What no action acts on is for the checks to tell.
  const parts = [...groups.values()].map((group) => ({ suffix: "", ...group }));
  if (parts.some(({ actions }) => actions.length === 0)) return [];
  const title = say`Split into ${parts.length} statements, each with the actions that act on its resources`;
  return propose(policy, statement, parts, title);
}

function propose(policy: Policy, statement: Statement, parts: readonly Part[], title: Phrase): readonly Proposal[] {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0 || parts.length > MOST_PARTS) return [];
  const kept = keptOf(statement, first);
  const taken = takenSids(policy);
  const written = others.map((part) => statementOf(statement, part, taken));
  const added = addStatements(policy, written, statement);
  if (kept === undefined || added === undefined) return [];
  // What acts on what is known from the reference.
  const ground = parts.every(({ resources }) => resources === undefined) ? "logic" : "reference";
  return proposed(title, [...kept, ...added], { sort: "extract", ground });
}

function keptOf({ action, resource }: Statement, { actions, resources }: Part): readonly Change[] | undefined {
  const ofActions = action === undefined ? undefined : keepItems(action, actions);
  const ofResources = resources === undefined || resource === undefined ? [] : keepItems(resource, resources);
  return ofActions === undefined || ofResources === undefined ? undefined : [...ofActions, ...ofResources];
}

function statementOf(statement: Statement, { suffix, actions, resources }: Part, taken: Set<string>): NewObject {
  const { sid, action, resource } = statement;
  const name = sid === undefined || !isSettled(sid) || sid.text === "" ? undefined : sid.text + sidPart(suffix);
  return copyOfStatement(statement, {
    ...(name === undefined ? {} : { Sid: freeSid(name, taken) }),
    ...(action === undefined ? {} : { Action: copyOfItems(action, actions) }),
    ...(resources === undefined || resource === undefined ? {} : { Resource: copyOfItems(resource, resources) }),
  });
}

function sidPart(service: string): string {
  const letters = service.replace(/[^A-Za-z0-9]/g, "");
  return letters.charAt(0).toUpperCase() + letters.slice(1);
}
