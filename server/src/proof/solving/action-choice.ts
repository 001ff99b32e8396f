/** Which actions of the reference an Action or NotAction element leaves. */
import { matchesEverything, patternMatches } from "../../domains/wildcard.ts";
import { actionMatches, actionPattern, type ActionPattern } from "../../policy/action-pattern.ts";
import { type Scalar } from "../../policy/policy.ts";
import { dataPlaneOf } from "../facts/data-planes.ts";
import { type ActionForm, type ActionUniverse, type KnownAction } from "./action-universe.ts";
import { assumesRole } from "./principal-choice.ts";
import { type View } from "../proof.ts";

/** A list of entries as a question: is something in it, or in none of them? */
export interface ListQuestion {
  readonly excludes: boolean;
  readonly entries: readonly Scalar[];
  /** The file leaves open whether there are more entries. */
  readonly open: boolean;
}

/**
 * The entries that count in a view: of those that may not be there the widest takes whatever lets more requests
 * through, and the surest whatever lets fewer.
 */
export function entriesInView(
  { entries, excludes }: Pick<ListQuestion, "entries" | "excludes">,
  view: View,
): readonly Scalar[] {
  return excludes === (view === "surest") ? entries : entries.filter(({ certain }) => certain);
}

/**
 * Every action that may be meant, each once; where all actions of a service are, one of each form: the others are asked
 * for the same resources and keys. Undefined for `list`: all. Where all services are in question, those for
 * which `concerns` is false are passed over.
 */
export function* chosenActions(
  list: ListQuestion | undefined,
  universe: ActionUniverse,
  view: View,
  concerns: (prefix: string) => boolean,
): Generator<KnownAction> {
  const examples = (): Iterable<KnownAction> => ofServices(universe, concerns, universe.examplesOf);
  if (list === undefined || (view === "widest" && list.open && !list.excludes)) {
    yield* examples();
    return;
  }
  if (view === "surest" && list.open && list.excludes) return;
  const entries = entriesInView(list, view);
  if (list.excludes) {
    const patterns = entries.map(actionPattern);
    const sure = view === "widest" ? "surest" : "widest";
    if (patterns.some(({ kind }) => kind === "all")) return;
    for (const prefix of universe.prefixes) {
      if (concerns(prefix)) yield* actionsExcept(patterns, prefix, universe, sure);
    }
    return;
  }
  const seen = new Set<KnownAction>();
  for (const entry of entries) {
    for (const action of actionsOfPattern(actionPattern(entry), universe, view, concerns)) {
      if (seen.has(action)) continue;
      seen.add(action);
      yield action;
    }
  }
}

/**
 * Does an entry name no action that the reference lists, or may it, where the file leaves its service open? It may be one
 * all the same: the reference is a list, not AWS.
 */
export function namesUnlistedActions(list: ListQuestion | undefined, universe: ActionUniverse): boolean {
  if (list === undefined || list.excludes) return false;
  return list.entries.some((entry) => {
    const pattern = actionPattern(entry);
    if (pattern.kind === "unsettled") return true;
    return pattern.kind === "service" && isEmpty(actionsOfPattern(pattern, universe, "widest", () => true));
  });
}

/** Is each of the actions looked at, and not one for all that are alike? */
export function namesEach(list: ListQuestion | undefined): boolean {
  if (list === undefined || list.excludes || list.open) return false;
  return list.entries.every((entry) => {
    const { kind } = actionPattern(entry);
    return kind === "service" || kind === "none";
  });
}

/**
 * The form of the action of the reference that is all of the list; undefined of another list, and of an action that others of
 * its form are not like: one that is asked for on a data plane, or by which some principals assume a role.
 */
export function formOfOnly(
  list: ListQuestion | undefined,
  universe: ActionUniverse | undefined,
): ActionForm | undefined {
  const [entry, ...others] = list?.entries ?? [];
  if (list?.excludes !== false || list.open || universe === undefined) return undefined;
  if (entry === undefined || others.length > 0) return undefined;
  const pattern = actionPattern(entry);
  const action = pattern.kind === "service" ? exactAction(pattern, universe) : undefined;
  if (action === undefined || dataPlaneOf(action) !== undefined || assumesRole(action.text)) return undefined;
  return action.form;
}

function exactAction(
  { service, name: { head, tail } }: ActionPattern & { readonly kind: "service" },
  universe: ActionUniverse,
): KnownAction | undefined {
  return tail === undefined && head.open === undefined ? universe.action(service, head.text) : undefined;
}

function isEmpty(items: Iterable<unknown>): boolean {
  for (const _ of items) return false;
  return true;
}

/** Those that no pattern of the view matches. */
function* actionsExcept(
  patterns: readonly ActionPattern[],
  prefix: string,
  universe: ActionUniverse,
  view: View,
): Generator<KnownAction> {
  const own = patterns.filter((pattern) =>
    pattern.kind === "service" ? pattern.service === prefix : pattern.kind === "unsettled",
  );
  if (own.some((pattern) => pattern.kind === "service" && matchesEverything(pattern.name))) return;
  if (own.length === 0) {
    yield* universe.examplesOf(prefix);
    return;
  }
  for (const action of universe.actionsOf(prefix)) {
    if (!own.some((pattern) => mayHold(pattern, action, view))) yield action;
  }
}

function* ofServices(
  { prefixes }: ActionUniverse,
  concerns: (prefix: string) => boolean,
  ofService: (prefix: string) => readonly KnownAction[],
): Generator<KnownAction> {
  for (const prefix of prefixes) if (concerns(prefix)) yield* ofService(prefix);
}

function* actionsOfPattern(
  pattern: ActionPattern,
  universe: ActionUniverse,
  view: View,
  concerns: (prefix: string) => boolean,
): Generator<KnownAction> {
  switch (pattern.kind) {
    case "none":
      return;
    case "all":
      yield* ofServices(universe, concerns, universe.examplesOf);
      return;
    case "unsettled":
      if (view === "surest") return;
      for (const action of ofServices(universe, concerns, universe.actionsOf)) {
        if (mayHold(pattern, action, view)) yield action;
      }
      return;
    case "service": {
      const exact = exactAction(pattern, universe);
      if (exact !== undefined) yield exact;
      else {
        for (const action of universe.actionsOf(pattern.service)) {
          if (patternMatches(pattern.name, action.name)) yield action;
        }
      }
    }
  }
}

function mayHold(pattern: ActionPattern, action: KnownAction, view: View): boolean {
  const truth = actionMatches(pattern, action);
  return truth === "yes" || (truth === "unknown" && view === "widest");
}
