/** Is there a request in which every part of the question holds? */
import { type Effort } from "../../domains/effort.ts";
import { once } from "../../domains/once.ts";
import { type Catalog } from "../../catalog/catalog.ts";
import { type ActionForm, type ActionUniverse, actionUniverse } from "./action-universe.ts";
import { chosenActions, formOfOnly, type ListQuestion, namesEach, namesUnlistedActions } from "./action-choice.ts";
import { assignments } from "./assignments.ts";
import { type KeyKnowledge, knowKey } from "../facts/key-knowledge.ts";
import { type Scalar } from "../../policy/policy.ts";
import { type AssumeAction } from "../../policy/trust-actions.ts";
import { type DataPlane, dataPlaneOf, hasDataPlane } from "../facts/data-planes.ts";
import { type CallerKind, mayDifferOnDataPlane } from "../facts/key-facts.ts";
import { askerOf } from "./asker.ts";
import { freedomsOf, type Freedoms } from "../facts/key-freedoms.ts";
import { choosePrincipal, idOfPrincipal, isUsedByOthers, principalsByUse } from "./principal-choice.ts";
import { carriedKeys, keysListedByAction, withoutKeys } from "./listed-keys.ts";
import { mayActOn } from "./may-act-on.ts";
import { partsMet } from "./parts-met.ts";
import { namedCallers } from "../facts/named-callers.ts";
import { callersOfKind, networkOfKind } from "../facts/requests-of-kind.ts";
import { type ProofOptions, type View } from "../proof.ts";
import { byAccount, type OwnedList, RESOURCE_ACCOUNT } from "../facts/resource-accounts.ts";
import { type Question } from "./question.ts";
import { lookWithoutReference, NONE, OPEN, type RequestFound, together } from "./look-without-reference.ts";
import { ANY_KEYS, contextSolver, type ContextSolver, keysAsked } from "./solve-conditions.ts";
import { type ResourceSet } from "./resource-sets.ts";
import { resourceSolver, type ResourceSolver, type TemplateStore, templateStore } from "./solve-resource.ts";
import { type VariableValues } from "./variable-values.ts";

export interface Solver {
  readonly options: ProofOptions;
  readonly effort: Effort;
  /** Found: for certain. None: in no request. Open: neither could be shown. */
  solve(question: Question): RequestFound;
  /** A request for certain, or none was found: that there is none is not asked. */
  find(question: Question): RequestFound;
  /** In the widest view only: "none" or "open". */
  refute(question: Question): "none" | "open";
  /** Of a list that is one action of the reference: two of one form are refuted together, or neither is. */
  formOf(list: Question["action"]): ActionForm | undefined;
  /** Is the key, in lower case, in the requests of some actions only? */
  isOfActions(key: string): boolean;
}

/** Lives as long as the catalog. */
const STORES = new WeakMap<Catalog, TemplateStore>();

/** Call the result once for each statement, with the effort it is worth. */
export function solverFor(options: ProofOptions): (effort: Effort) => Solver {
  const { catalog } = options;
  const universe = catalog === undefined ? undefined : actionUniverse(catalog);
  const templates = (catalog === undefined ? undefined : STORES.get(catalog)) ?? templateStore();
  if (catalog !== undefined) STORES.set(catalog, templates);
  const known = new Map<string, KeyKnowledge>();
  const know = (key: string): KeyKnowledge => {
    const knowledge = known.get(key) ?? knowKey(key, catalog, universe);
    known.set(key, knowledge);
    return knowledge;
  };
  return (effort) =>
    openSolver({
      options,
      universe,
      templates,
      know,
      effort,
      resources: new WeakMap(),
      contexts: new WeakMap(),
      freedoms: new WeakMap(),
      owned: new WeakMap(),
      sets: new WeakMap(),
    });
}

function openSolver(setting: Setting): Solver {
  const refute = (question: Question): "none" | "open" =>
    setting.effort.isSpent() ? "open" : look(question, "widest", setting).state === "none" ? "none" : "open";
  // However long a request is looked for, half is left for the proof that there is none.
  const find = (question: Question): RequestFound => setting.effort.onHalf(() => look(question, "surest", setting));
  return {
    options: setting.options,
    effort: setting.effort,
    find,
    refute,
    formOf: (list) => formOfOnly(list, setting.universe),
    isOfActions: (key) => setting.know(key).carriedBy !== undefined,
    solve(question) {
      const found = find(question);
      if (found.state === "found") return found;
      return refute(question) === "none" ? NONE : OPEN;
    },
  };
}

interface Setting {
  readonly options: ProofOptions;
  readonly universe: ActionUniverse | undefined;
  readonly templates: TemplateStore;
  readonly know: (key: string) => KeyKnowledge;
  readonly effort: Effort;
  /** By list and by conditions: questions about parts of a statement share what they do not change. */
  readonly resources: WeakMap<ListQuestion, Map<string, ResourceSolver>>;
  readonly contexts: WeakMap<Question["conditions"], Map<string, ContextSolver>>;
  readonly freedoms: WeakMap<Question["conditions"], Map<string, readonly Freedoms[]>>;
  readonly owned: WeakMap<ListQuestion, readonly OwnedList[]>;
  /** Of entries of Resource, without values of variables. */
  readonly sets: WeakMap<Scalar, ResourceSet>;
}

function look(whole: Question, view: View, setting: Setting): RequestFound {
  if (!setting.options.facts) return lookFor(whole, undefined, view, setting);
  let outcome = NONE;
  for (const { question: principal, use } of principalsByUse(whole.principal)) {
    const found = lookFor({ ...whole, principal }, use, view, setting);
    if (found.state === "found" || (found.state === "open" && view === "widest")) return found;
    if (found.state === "open") outcome = OPEN;
  }
  return outcome;
}

function lookFor(question: Question, use: AssumeAction | undefined, view: View, setting: Setting): RequestFound {
  const principal = choosePrincipal(question.principal, view);
  if (principal.callers.size === 0) return NONE;
  let outcome = NONE;
  for (const values of assignments(question, view, (key) => setting.know(key).values === "single")) {
    for (const { part, account } of partsByAccount(question, setting)) {
      if (setting.effort.isSpent()) return OPEN;
      if (values.size > 0 && resourcesOf(part, view, values, setting).isEmpty) continue;
      const callers = question.principal === undefined ? callersOfKind(setting.options.kind) : principal.callers;
      const contexts = contextsOf(part, { view, values, callers, account, use, plane: undefined }, setting);
      // Most statements are decided without looking at what each action's requests carry.
      const free = contexts(ANY_KEYS);
      if (free.state === "none") {
        if (mayBeOfDataPlane(part, { view, values, callers, account, use }, setting)) outcome = OPEN;
        continue;
      }
      const found = lookAt(part, { view, values, use }, contexts, setting);
      if (found.state === "found") {
        return { state: "found", witness: { ...found.witness, principal: askerOf(principal, part, found.witness) } };
      }
      if (found.state === "open") {
        // What is refuted is no request at all: one that cannot be ruled out is the answer.
        if (view === "widest") return OPEN;
        outcome = OPEN;
      }
    }
  }
  return outcome;
}

/** What AWS documents of every request need not be so where a cluster or a file system decides itself. */
function mayBeOfDataPlane(part: Question, asked: Omit<ContextAsked, "plane">, setting: Setting): boolean {
  const { universe, options } = setting;
  if (!options.facts || universe === undefined || asked.view === "surest") return false;
  // Of all actions together it is not said: what an address is elsewhere would then never be told.
  if (part.action === undefined || !part.conditions.some(({ key }) => mayDifferOnDataPlane(key))) return false;
  // A cluster is not reached through the endpoint of an API.
  if (networkOfKind(options.kind) === "endpoint") return false;
  // An action's data plane does not follow from its form, so each is looked at.
  const each = { ...universe, examplesOf: universe.actionsOf };
  for (const action of chosenActions(part.action, each, asked.view, hasDataPlane)) {
    const plane = dataPlaneOf(action);
    if (plane === undefined) continue;
    if (contextsOf(part, { ...asked, plane }, setting)(ANY_KEYS).state !== "none") return true;
  }
  return false;
}

interface PartByAccount {
  readonly part: Question;
  readonly account: string | undefined;
}

/** The question about one owner's resources at a time, if the owner's account is asked for. */
function partsByAccount(question: Question, { options, owned }: Setting): readonly PartByAccount[] {
  const { resource, conditions } = question;
  const matters = options.facts && conditions.some(({ key }) => key === RESOURCE_ACCOUNT);
  if (resource === undefined || !matters) return [{ part: question, account: undefined }];
  const lists = owned.get(resource) ?? byAccount(resource);
  owned.set(resource, lists);
  return lists.map(({ list, account }) => ({ part: { ...question, resource: list }, account }));
}

function lookAt(
  question: Question,
  { view, values, use }: Pick<ContextAsked, "view" | "values" | "use">,
  contexts: ContextSolver,
  setting: Setting,
): RequestFound {
  const { options, universe, know } = setting;
  const resources = resourcesOf(question, view, values, setting);
  if (resources.isEmpty) return NONE;
  if (universe === undefined) return lookWithoutReference(question.action, view, resources, contexts);
  const keys = keysListedByAction(question, options, know);
  const names = keys.map(({ key }) => key);
  // The strict reading takes the reference by its word: what it does not list is not so.
  const silent = view === "widest" && options.names === "lenient";
  let outcome = NONE;
  const withoutResource = resources.ofTemplates(NO_TEMPLATES).state !== "none";
  const concerns = (prefix: string): boolean =>
    resources.mayMeet(universe.arnServicesOf(prefix)) ||
    (withoutResource && universe.hasActionsWithoutResource(prefix));
  const asked = new Set<ActionForm>();
  // Of all actions together only one of each form is looked at.
  const only = use !== undefined && namesEach(question.action) ? use : undefined;
  for (const action of chosenActions(question.action, universe, view, concerns)) {
    const { form } = action;
    if (asked.has(form) || isUsedByOthers(action.text, only)) continue;
    asked.add(form);
    setting.effort.spend(STEPS_OF_ACTION);
    const mayBeStrange = once(() => silent && mayActOn(action, resources, universe));
    const carried = keys.length === 0 ? ANY_KEYS : carriedKeys(keys, action, view);
    for (const { resource, missing } of partsMet(form, names, resources)) {
      if (resource.state === "none" && !mayBeStrange()) continue;
      const context = contexts(missing.length === 0 ? carried : withoutKeys(carried, missing));
      if (context.state === "none") continue;
      const found = together(action.id, resource, context);
      if (found.state === "found") return found;
      if (view === "widest") return OPEN;
      outcome = OPEN;
    }
  }
  if (outcome === NONE && silent && namesUnlistedActions(question.action, universe)) {
    return resources.ofAnything().state === "none" || contexts(ANY_KEYS).state === "none" ? NONE : OPEN;
  }
  return outcome;
}

const STEPS_OF_ACTION = 4;

const NO_TEMPLATES: readonly string[] = [];

function resourcesOf(
  { padsShort, variables, resource: list }: Question,
  view: View,
  values: VariableValues,
  { options, templates, resources, effort, sets }: Setting,
): ResourceSolver {
  const open = (): ResourceSolver =>
    resourceSolver({ list, view, names: options.names, padsShort, variables, values, effort, sets }, templates);
  return list === undefined ? open() : kept(resources, list, idOf(view, values), open);
}

interface ContextAsked {
  readonly view: View;
  readonly values: VariableValues;
  readonly callers: ReadonlySet<CallerKind>;
  /** The account that owns the resource. */
  readonly account: string | undefined;
  /** With which action its principals assume a role, if that is known. */
  readonly use: AssumeAction | undefined;
  readonly plane: DataPlane | undefined;
}

function contextsOf(
  question: Question,
  { view, values, callers, account, use, plane }: ContextAsked,
  { options, know, contexts, freedoms, effort }: Setting,
): ContextSolver {
  const dataDate = options.facts ? options.catalog?.info.date : undefined;
  const named = namedCallers(question.principal);
  // A part of a question may have a principal of its own, or none.
  const asks = `${[...callers].join()} ${use} ${account ?? ""} ${plane?.inside} ${idOfPrincipal(question.principal)}`;
  return kept(contexts, question.conditions, `${asks} ${question.conditionOpen} ${idOf(view, values)}`, () => {
    const keys = keysAsked(question, values);
    const network = networkOfKind(options.kind);
    const facts = { dataDate, callers, resourceAccount: account, network, named, plane };
    const ways = kept(freedoms, question.conditions, `${asks} ${keys.join()}`, () => freedomsOf(keys, facts));
    return contextSolver({ question, view, values, know, freedoms: ways, facts: dataDate !== undefined, effort });
  });
}

function idOf(view: View, values: VariableValues): string {
  return values.size === 0 ? view : `${view} ${JSON.stringify([...values])}`;
}

function kept<Owner extends object, Kept>(
  store: WeakMap<Owner, Map<string, Kept>>,
  owner: Owner,
  id: string,
  make: () => Kept,
): Kept {
  const ofOwner = store.get(owner) ?? new Map<string, Kept>();
  store.set(owner, ofOwner);
  const known = ofOwner.get(id) ?? make();
  ofOwner.set(id, known);
  return known;
}
