/** Is there a resource that requests for an action name and that the Resource or NotResource element covers? */
import { type Effort } from "../../domains/effort.ts";
import { findText, type ShapeGroup, STEPS_OF_CHARACTER, type TextFound } from "../../domains/shape-search.ts";
import { type TextShape } from "../../domains/text-shape.ts";
import { mayReachResources, sameResourceService } from "../../catalog/service-aliases.ts";
import { entriesInView, type ListQuestion } from "./action-choice.ts";
import { serviceOfTemplate } from "./action-universe.ts";
import { type ProofOptions, type View } from "../proof.ts";
import { type Scalar } from "../../policy/policy.ts";
import { anyResource, type ResourceReading, resourceSet, type ResourceSet, templateShapes } from "./resource-sets.ts";

export interface ResourceQuestion extends ResourceReading {
  readonly list: ListQuestion | undefined;
  readonly view: View;
  readonly effort: Effort;
  /** What was read of entries before, with the same reading and without values of variables. */
  readonly sets: WeakMap<Scalar, ResourceSet>;
}

export interface ResourceSolver {
  /** The element plainly leaves no resource: `*` is in NotResource, or a variable without a value in all of Resource. */
  readonly isEmpty: boolean;
  /** The element is NotResource: it holds for a request that names no resource. */
  readonly excludes: boolean;
  /** False only if no template with one of these services in it can be met; `undefined` stands for any service. */
  mayMeet(services: ReadonlySet<string | undefined>): boolean;
  /** Of an action whose resource types have these ARN templates; none if its requests name no resource. */
  ofTemplates(templates: readonly string[]): TextFound;
  /** Of any action at all. */
  ofAnything(): TextFound;
  /** ARNs of the service that fit none of these, asked for once: the templates of all that actions of `prefix` may name. */
  isStrange(service: string, prefix: string, templates: () => readonly string[]): boolean;
  /** The services of all entries of Resource, if each entry can only match ARNs of one. */
  readonly named: readonly string[];
}

const NONE: TextFound = { state: "none" };
const OPEN: TextFound = { state: "open" };
const NO_RESOURCE: TextFound = { state: "found", text: "*" };

export function resourceSolver(asked: ResourceQuestion, keep: TemplateStore): ResourceSolver {
  const sets = (asked.list === undefined ? [] : entriesInView(asked.list, asked.view)).map((entry) => {
    asked.effort.spend(STEPS_OF_CHARACTER * entry.text.length);
    return setOf(entry, asked);
  });
  // By template, by list of templates, or by the question itself.
  const answers = new Map<string | readonly string[], TextFound>();
  const answer = (id: string | readonly string[], solve: () => TextFound): TextFound => {
    const known = answers.get(id) ?? solve();
    answers.set(id, known);
    return known;
  };
  const withoutResource = (): TextFound => meetNoResource(asked, sets);
  const fitsNone = (set: ResourceSet, service: string, templates: readonly string[]): boolean => {
    const alone = { ...asked, list: EVERYTHING_NAMED };
    const shapes = (template: string): readonly TextShape[] =>
      keep.shapes(inAnyRegion(template), asked.names, asked.view, [service]);
    return templates.every((template) => meet(alone, [set], shapes(template)).state === "none");
  };
  const isStrange = strangers(sets, fitsNone);
  const named = asked.list?.excludes === false && !asked.list.open ? servicesNamed(sets) : undefined;
  const ofTemplate = (template: string): TextFound =>
    answer(template, () => {
      const service = serviceOfTemplate(template);
      if (named !== undefined && service !== undefined && !named.some((one) => sameResourceService(one, service))) {
        return NONE;
      }
      return meet(asked, sets, keep.shapes(template, asked.names, asked.view, named ?? []));
    });
  return {
    excludes: asked.list?.excludes === true,
    isEmpty: leavesNothing(asked, sets),
    mayMeet: (services) => {
      if (named === undefined) return true;
      return [...services].some((service) => service === undefined || named.some((one) => mayBeOf(one, service)));
    },
    ofTemplates: (templates) =>
      answer(templates, () => {
        if (templates.length === 0) return withoutResource();
        let outcome = NONE;
        for (const template of templates) {
          const found = ofTemplate(template);
          if (found.state === "found") return found;
          if (found.state === "open") outcome = found;
        }
        return outcome;
      }),
    named: named ?? [],
    isStrange,
    ofAnything: () =>
      answer("", () => {
        const found = meet(asked, sets, anyResource(asked.view));
        if (found.state === "found") return found;
        const without = withoutResource();
        return without.state === "none" ? found : without;
      }),
  };
}

function leavesNothing({ list, view }: ResourceQuestion, sets: readonly ResourceSet[]): boolean {
  if (list === undefined) return false;
  if (list.excludes) return sets.some(({ kind }) => kind === "all");
  return !(list.open && view === "widest") && sets.every(({ kind }) => kind === "nothing");
}

/** Asked of each service once: all of its actions ask the same. */
function strangers(
  sets: readonly ResourceSet[],
  fitsNone: (set: ResourceSet, service: string, templates: readonly string[]) => boolean,
): ResourceSolver["isStrange"] {
  const known = new Map<string, boolean>();
  return (service, prefix, templates) => {
    const id = `${service} ${prefix}`;
    const own = sets.filter((set) => set.kind === "arns" && set.service === service);
    const answer = known.get(id) ?? own.some((set) => fitsNone(set, service, templates()));
    known.set(id, answer);
    return answer;
  };
}

function setOf(entry: Scalar, asked: ResourceQuestion): ResourceSet {
  if (asked.values.size > 0) return resourceSet(entry, asked);
  const set = asked.sets.get(entry) ?? resourceSet(entry, asked);
  asked.sets.set(entry, set);
  return set;
}

function mayBeOf(one: string, service: string): boolean {
  return sameResourceService(one, service) || mayReachResources(one, service);
}

/** A slip before the resource's own part does not make an ARN one of a type that nobody knows. */
function inAnyRegion(template: string): string {
  const [arn, , service, , , ...rest] = template.split(":");
  return [arn, "${AnyPartition}", service, "${AnyRegion}", "${AnyAccount}", ...rest].join(":");
}

/** A list in which what is looked at stands. */
const EVERYTHING_NAMED: ListQuestion = { excludes: false, entries: [], open: false };

/** The services of all entries, if each entry can only match ARNs of one. */
function servicesNamed(sets: readonly ResourceSet[]): readonly string[] | undefined {
  const services = new Set<string>();
  for (const set of sets) {
    if (set.kind === "nothing") continue;
    if (set.kind === "all" || set.service === undefined) return undefined;
    services.add(set.service);
  }
  return [...services];
}

function meet(
  { list, view, effort }: ResourceQuestion,
  sets: readonly ResourceSet[],
  shapes: readonly TextShape[],
): TextFound {
  const universe: ShapeGroup = { wanted: true, shapes };
  if (list === undefined) return findText([universe], effort);
  const holdsAll = sets.some(({ kind }) => kind === "all");
  if (!list.excludes) {
    if (holdsAll || (list.open && view === "widest")) return findText([universe], effort);
    return findText([universe, { wanted: true, shapes: shapesOf(sets, view === "widest") }], effort);
  }
  if (holdsAll || (list.open && view === "surest")) return NONE;
  return findText([universe, { wanted: false, shapes: shapesOf(sets, view === "surest") }], effort);
}

/** `loosely`: shapes that may match more than the entries do, else those that match less. */
function shapesOf(sets: readonly ResourceSet[], loosely: boolean): readonly TextShape[] {
  return sets.flatMap((set) => (set.kind === "arns" ? (loosely ? set.loose : set.sure) : []));
}

/**
 * A request without a resource. AWS's pages disagree whether an ARN in Resource then matches, so that is an answer only
 * in the strict reading of names, which takes the reference by its word.
 */
function meetNoResource({ list, view, names }: ResourceQuestion, sets: readonly ResourceSet[]): TextFound {
  if (list === undefined) return NO_RESOURCE;
  const holdsAll = sets.some(({ kind }) => kind === "all");
  const unsettled = list.open || sets.some((set) => set.kind === "arns" && set.open);
  if (list.excludes) {
    if (holdsAll) return NONE;
    return unsettled && view === "surest" ? NONE : NO_RESOURCE;
  }
  if (holdsAll) return NO_RESOURCE;
  if (unsettled && view === "widest") return OPEN;
  const onlyNothing = sets.every(({ kind }) => kind === "nothing");
  return view === "widest" && names === "lenient" && !onlyNothing ? OPEN : NONE;
}

/** Reads each template once. */
export interface TemplateStore {
  shapes(template: string, names: ProofOptions["names"], view: View, services: readonly string[]): readonly TextShape[];
}

export function templateStore(): TemplateStore {
  const stores = { lenient: storesOfViews(), strict: storesOfViews() };
  const shapesOfTemplate = (template: string, names: ProofOptions["names"], view: View): readonly TextShape[] => {
    const read = stores[names][view];
    const known = read.get(template) ?? templateShapes(template, names, view);
    read.set(template, known);
    return known;
  };
  return {
    shapes(template, names, view, services) {
      const own = shapesOfTemplate(template, names, view);
      if (services.length === 0) return own;
      const service = template.split(":", 3)[2] ?? "";
      const others = services.filter((other) => other !== service && sameResourceService(other, service));
      if (others.length === 0) return own;
      const renamed = others.map((other) => template.replace(`:${service}:`, `:${other}:`));
      return [...own, ...renamed.flatMap((other) => shapesOfTemplate(other, names, view))];
    },
  };
}

function storesOfViews(): Readonly<Record<View, Map<string, readonly TextShape[]>>> {
  return { widest: new Map(), surest: new Map() };
}
