/** The policies of a document and their statements, for an outline of the file. */
import { isSettled, type ListElement, type PolicyKind, type Statement } from "../../policy/policy.ts";
import { type Span, spanContains } from "../../text/span.ts";
import { kindInWords } from "../../wording/layer.ts";
import { visibleText } from "../../wording/phrase.ts";
import { type DocumentPolicy, type PolicyDocument } from "../document.ts";

export interface PolicySymbol {
  readonly symbol: "policy" | "statement";
  readonly name: string;
  /** What a reader wants to know beside the name. */
  readonly detail: string;
  readonly span: Span;
  /** Where the name stands, or where the symbol begins. */
  readonly nameSpan: Span;
  readonly children: readonly PolicySymbol[];
}

/** In the order of the text. */
export function symbolsOf({ policies }: PolicyDocument): readonly PolicySymbol[] {
  return policies.map(policySymbol);
}

function policySymbol({ policy, kind, site }: DocumentPolicy): PolicySymbol {
  const { span } = policy;
  return {
    symbol: "policy",
    name: shown(site.name) ?? shown(resourceIn(site.path)) ?? "Policy",
    detail: kindName(kind.kind),
    span,
    nameSpan: beginningOf(span),
    children: policy.statements.map(statementSymbol),
  };
}

/** Many policies of a template have no name of their own, but each is of a resource that has one. */
function resourceIn([section, resource]: readonly string[]): string | undefined {
  return section === "Resources" ? resource : undefined;
}

/** By its Sid, or else by what it does; of one that does nothing yet there is only its number. */
function statementSymbol(statement: Statement): PolicySymbol {
  const { sid, span } = statement;
  const written = shown(sid?.text);
  const does = statementSummary(statement);
  const place = `Statement ${statement.index + 1}`;
  return {
    symbol: "statement",
    name: written ?? does ?? place,
    detail: written === undefined ? (does === undefined ? "" : place) : (does ?? ""),
    span,
    nameSpan: written !== undefined && sid !== undefined && spanContains(span, sid.span) ? sid.span : beginningOf(span),
    children: [],
  };
}

/** `Allow s3:GetObject, …2 more`; undefined if it says neither its effect nor an action. */
export function statementSummary({ effect, action, notAction }: Statement): string | undefined {
  const verb = effect !== undefined && isSettled(effect) ? shown(effect.text) : undefined;
  const actions = actionsInShort(action, notAction);
  return verb === undefined && actions === undefined
    ? undefined
    : [verb, actions].filter((part) => part !== undefined).join(" ");
}

function actionsInShort(action: ListElement | undefined, notAction: ListElement | undefined): string | undefined {
  const [first, ...others] = (action ?? notAction)?.entries ?? [];
  if (first === undefined) return undefined;
  const more = others.length === 0 ? "" : `, …${others.length} more`;
  return `${action === undefined ? "all but " : ""}${visibleText(first.text)}${more}`;
}

function beginningOf({ start, end }: Span): Span {
  return { start, end: Math.min(start + 1, end) };
}

/** An editor shows no symbol without a name. */
function shown(name: string | undefined): string | undefined {
  return name === undefined || name.trim() === "" ? undefined : visibleText(name);
}

function kindName(kind: PolicyKind): string {
  return kind === "unknown" ? "" : kindInWords(kind);
}
