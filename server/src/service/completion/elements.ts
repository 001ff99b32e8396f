/** The elements of policies and statements, each with the shape of its value. */
import { type Catalog } from "../../catalog/catalog.ts";
import { KIND_RULES } from "../../checks/kind-rules.ts";
import { type PolicyKind } from "../../policy/policy.ts";
import { BLANK, type Draft, draftObject, type DraftObject } from "../../syntax/draft.ts";
import { type Span, spanHolds } from "../../text/span.ts";
import { type Candidate, type CompletionPlace } from "./candidate.ts";
import { actionsNamed } from "../statement-actions.ts";

const CURRENT: Candidate = {
  label: "2012-10-17",
  kind: "version",
  detail: "current: policy variables are filled in",
};
const OLD: Candidate = { label: "2008-10-17", kind: "version", detail: "old: no policy variables" };

/** Policies of an organization are of the current version only. */
export function versions({ kind: { kind, basis } }: CompletionPlace): readonly Candidate[] {
  return basis !== "content" && (kind === "scp" || kind === "rcp") ? [CURRENT] : [CURRENT, OLD];
}

const ALLOW: Candidate = { label: "Allow", kind: "effect" };
const DENY: Candidate = { label: "Deny", kind: "effect" };

/** RCPs deny: their Allow is in the policy that AWS attaches itself. Source: "RCP syntax". */
export function effects({ kind }: CompletionPlace): readonly Candidate[] {
  return kind.kind === "rcp" && kind.basis !== "content" ? [DENY] : [ALLOW, DENY];
}

/** `offset` is the cursor's. */
export function policyElements({ cursor, policy, kind }: CompletionPlace, offset: number): readonly Candidate[] {
  const written = writtenKeys(cursor.object.keys, policy.object.members, offset);
  const shapes: readonly (readonly [string, Draft, leads: boolean])[] = [
    ["Version", "2012-10-17", !written.has("Statement")],
    ["Statement", [statementDraft(kind.kind)], true],
    ["Id", BLANK, false],
  ];
  const refused = refusedElements(kind);
  return shapes
    .filter(([name]) => !written.has(name) && !refused.includes(name))
    .map(([name, value, leads]) => element(name, value, leads));
}

export function statementElements(place: CompletionPlace, offset: number): readonly Candidate[] {
  const { cursor, statement, kind } = place;
  // Where a file's syntax has names of its own, what is not written has a default, and reads as if it were written.
  const members = cursor.nameOf === undefined ? (statement?.object.members ?? []) : [];
  const written = writtenKeys(cursor.object.keys, members, offset);
  const refused = refusedElements(kind);
  const denies = cursor.inStatement.textsOf("Effect").includes("Deny") || statement?.effect?.text === "Deny";
  return orderOf(kind.kind)
    .filter((name) => !written.has(name) && !written.has(counterpart(name)) && !refused.includes(name))
    .filter((name) => name !== "NotPrincipal" || denies)
    .map((name) => elementWithShape(name, place));
}

/** Whole statements, for a list of them. */
export function statements({ kind }: CompletionPlace): readonly Candidate[] {
  const first = kind.kind === "scp" || kind.kind === "rcp" ? ["Deny", "Allow"] : ["Allow", "Deny"];
  const offered = kind.kind === "rcp" ? ["Deny"] : first;
  return offered.map((effect) => ({
    label: `${effect} …`,
    kind: "statement",
    detail: effect === "Allow" ? "a statement that allows" : "a statement that denies",
    what: { write: "value", value: statementDraft(kind.kind, effect) },
    leads: true,
  }));
}

function statementDraft(kind: PolicyKind, effect = kind === "rcp" || kind === "scp" ? "Deny" : "Allow"): DraftObject {
  const whom: Draft | undefined =
    kind === "rcp" || kind === "vpc-endpoint"
      ? "*"
      : kind === "trust" || kind === "resource"
        ? { members: [], open: true }
        : undefined;
  return draftObject({
    Effect: effect,
    Principal: whom,
    Action: [BLANK],
    Resource: kind === "trust" ? undefined : [BLANK],
  });
}

function elementWithShape(name: string, { kind: { kind }, named, catalog }: CompletionPlace): Candidate {
  switch (name) {
    case "Principal":
    case "NotPrincipal":
      return kind === "rcp" || kind === "vpc-endpoint" ? element(name, "*", false) : element(name, OPEN, true);
    case "Condition":
      return element(name, OPEN, true);
    case "Sid":
      return element(name, BLANK, false);
    case "Effect":
      return kind === "rcp" ? element(name, "Deny", false) : element(name, BLANK, true);
    case "Resource":
      return takesNoResource(named, catalog) ? element(name, "*", false) : element(name, [BLANK], true);
    default:
      return element(name, [BLANK], true);
  }
}

const OPEN: DraftObject = { members: [], open: true };

/** Do all the actions need `*`? */
function takesNoResource(named: readonly string[], catalog: Catalog): boolean {
  const { actions, complete } = actionsNamed(named, catalog);
  return complete && actions.length > 0 && actions.every(({ resources }) => resources.length === 0);
}

function element(name: string, value: Draft, leads: boolean): Candidate {
  return {
    label: name,
    kind: "element",
    what: { write: "member", key: name, value },
    ...(leads ? { leads: true } : {}),
  };
}

/** In the order in which they are commonly written; those that most statements lack come last. */
function orderOf(kind: PolicyKind): readonly string[] {
  const hasPrincipal = kind === "trust" || kind === "resource" || kind === "rcp" || kind === "vpc-endpoint";
  return [
    "Effect",
    ...(hasPrincipal ? ["Principal"] : []),
    "Action",
    "Resource",
    "Condition",
    "Sid",
    ...(hasPrincipal ? [] : ["Principal"]),
    "NotAction",
    "NotResource",
    "NotPrincipal",
  ];
}

/** Only where the kind is said: what the half-typed text looks like may still change. */
function refusedElements({ kind, basis }: CompletionPlace["kind"]): readonly string[] {
  if (kind === "unknown" || basis === "content") return [];
  const { unsupported, undescribed = [] } = KIND_RULES[kind];
  return [...unsupported, ...undescribed];
}

/** A statement has Action or NotAction, and so on, never both. */
function counterpart(name: string): string {
  return name.startsWith("Not") ? name.slice("Not".length) : `Not${name}`;
}

function writtenKeys(
  before: readonly string[],
  members: readonly { readonly key: string; readonly keySpan: Span }[],
  offset: number,
): ReadonlySet<string> {
  const elsewhere = members.filter(({ keySpan }) => !spanHolds(keySpan, offset)).map(({ key }) => key);
  return new Set([...before, ...elsewhere]);
}
