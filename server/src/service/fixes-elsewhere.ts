/**
 * A quick fix of a text that a policy has from another place, of its file or of another one: made there, where one place
 * makes it.
 */
import { once } from "../domains/once.ts";
import { type SourcesAround, type SourceText } from "../hosts/host.ts";
import { mayRefer, readSource } from "../hosts/index.ts";
import { type Policy } from "../policy/policy.ts";
import { type Change } from "../syntax/change.ts";
import { type StringValue } from "../syntax/value.ts";
import { valueText } from "../syntax/value-text.ts";
import { applyEdits, type Edit } from "../text/edit.ts";
import { isSameSpan, type Span } from "../text/span.ts";
import { resultOf } from "../text/steps.ts";
import { changedPolicies } from "../workspace/changed-policies.ts";
import { sourcesAround, withText } from "../workspace/consulted.ts";
import { readFilePolicies } from "../workspace/read-file-policies.ts";
import { filesBeside, isNameOfNothing } from "./shared-text.ts";

/** Edits of one file, in its order. */
export interface FileEdits {
  readonly path: string;
  /** Of the file, before the edits. */
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** Writes a fix of a policy of the document into another file; undefined where that is not sure to do what it says. */
export type WriteElsewhere = (code: string, changes: readonly Change[], policy: Policy) => FileEdits | undefined;

/** Of one document. Each try reads its file anew, so there are not many. */
export function writesElsewhere(source: SourceText): WriteElsewhere {
  const { path, around = sourcesAround([source]) } = source;
  const refers = mayRefer(source);
  const placesOf = once(() => (refers ? resultOf(readSource(source)).writtenPlaces : undefined));
  const beside = once(() => (refers ? around.filesIn(path.slice(0, path.lastIndexOf("/") + 1)) : []));
  const own = { ...source, around };
  let left = MOST_TRIES;
  const write = (code: string, wanted: Replacement, policy: Policy): FileEdits | undefined => {
    // Of what a loop makes no place is known; what is declared beside the file is tried all the same.
    const places = (placesOf()?.(wanted.span) ?? []).map((place) => place.path);
    const files = new Set([path, ...places, ...beside().slice(0, MOST_FILES)]);
    // What nothing is called is wrong wherever it stands: other policies that have it from there are mended as well.
    const othersOf = (file: string): readonly string[] =>
      isNameOfNothing(code) ? [] : [path, file].flatMap((one) => filesBeside(one, around));
    const fitting: FileEdits[] = [];
    for (const edited of [...files].flatMap((file) => candidatesIn(file, wanted, own))) {
      if (left-- <= 0) return undefined;
      if (makes(edited, wanted, { source: own, policy, others: othersOf(edited.path) })) fitting.push(edited);
    }
    return fitting.length === 1 ? fitting[0] : undefined;
  };
  // An editor asks for the same fixes again with every move of the cursor.
  const known = new Map<string, FileEdits | undefined>();
  return (code, changes, policy) => {
    const wanted = replacementIn(changes);
    if (wanted === undefined) return undefined;
    const key = JSON.stringify([code, policy.span.start, wanted]);
    if (!known.has(key) && left > 0) known.set(key, write(code, wanted, policy));
    return known.get(key);
  };
}

interface SourceWithAround extends SourceText {
  readonly around: SourcesAround;
}

const MOST_TRIES = 20;
const MOST_CANDIDATES = 4;
const MOST_FILES = 60;

interface Replacement {
  readonly from: string;
  readonly to: string;
  /** Of the reference that stands for the text. */
  readonly span: Span;
}

/** One text in the place of another, both without a character that a syntax would write in another way. */
function replacementIn(changes: readonly Change[]): Replacement | undefined {
  const [change, ...others] = changes;
  if (change === undefined || others.length > 0) return undefined;
  if (change.change === "text") {
    const { value, start, end, by } = change;
    return replacing(value, value.text.slice(0, start) + by + value.text.slice(end));
  }
  const isText = change.change === "replace" && change.value.kind === "string" && typeof change.by === "string";
  return isText ? replacing(change.value, change.by) : undefined;
}

function replacing({ text, holes, span }: StringValue, to: string): Replacement | undefined {
  const isPlain = holes.length === 0 && PLAIN.test(text) && PLAIN.test(to) && text !== to;
  return isPlain ? { from: text, to, span } : undefined;
}

const PLAIN = /^[\w:*?./@+=,-]+$/;

/** Wherever a file has the text, with quotes or without: what it is there, reading it anew tells. */
function candidatesIn(path: string, { from, to }: Replacement, source: SourceWithAround): readonly FileEdits[] {
  const isOwn = path === source.path;
  const text = isOwn ? source.text : (source.around.textOf(path) ?? "");
  const found: FileEdits[] = [];
  for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) {
    const end = at + from.length;
    if (JOINED.test(text[at - 1] ?? "") || JOINED.test(text[end] ?? "")) continue;
    if (found.length === (isOwn ? 1 : MOST_CANDIDATES)) return [];
    found.push({ path, text, edits: [{ span: { start: at, end }, newText: to }] });
  }
  return found;
}

/** A text with one of these beside it is part of a longer one. */
const JOINED = /[\w:*?./@+=-]/;

interface Scene {
  readonly source: SourceWithAround;
  readonly policy: Policy;
  /** Where other policies may have the text as well. */
  readonly others: readonly string[];
}

/** Does the policy then have the one text in the place of the other, and no other policy anything else? */
function makes(edited: FileEdits, { from, to }: Replacement, { source, policy, others }: Scene): boolean {
  const { path, text, around } = source;
  const fixed = applyEdits(edited.text, edited.edits);
  const policiesWith = (own: string, files: SourcesAround): readonly Policy[] =>
    readFilePolicies({ path, text: own }, files).policies.map((one) => one.policy);
  const before = policiesWith(text, around);
  const after = policiesWith(edited.path === path ? fixed : text, withText(around, edited.path, fixed));
  const at = before.findIndex(({ span }) => isSameSpan(span, policy.span));
  const now = after[at];
  if (now === undefined || before.length !== after.length) return false;
  const meant = valueText(policy.object).replaceAll(JSON.stringify(from), JSON.stringify(to));
  if (valueText(now.object) !== meant) return false;
  const changed = others.length === 0 ? [] : changedPolicies(edited, others, around);
  return changed.every((one) => one.path === path && isSameSpan(one.before.span, policy.span));
}
