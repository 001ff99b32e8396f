/** The policies of a document and their statements, for an outline of the file. */
import { isSettled, type Policy, type PolicyKind, type Statement } from "../policy/policy.ts";
import { type Span } from "../text/span.ts";
import { layerName } from "../wording/layer.ts";
import { visibleText } from "../wording/phrase.ts";
import { type DocumentPolicy, type PolicyDocument } from "./document.ts";

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
    name: shown(site.name) ?? "Policy",
    detail: kindName(kind.kind),
    span,
    nameSpan: { start: span.start, end: span.start + 1 },
    children: policy.statements.map((statement) => statementSymbol(statement, policy)),
  };
}

function statementSymbol(statement: Statement, { statements }: Policy): PolicySymbol {
  const { sid, effect, span } = statement;
  return {
    symbol: "statement",
    name: shown(sid?.text) ?? (statements.length === 1 ? "Statement" : `Statement ${statement.index + 1}`),
    detail: [effect === undefined || !isSettled(effect) ? undefined : visibleText(effect.text), actionsOf(statement)]
      .filter((part) => part !== undefined)
      .join(" "),
    span,
    nameSpan: sid?.span ?? { start: span.start, end: span.start + 1 },
    children: [],
  };
}

/** The first action and how many more there are: `s3:GetObject, …2 more`. */
function actionsOf({ action, notAction }: Statement): string | undefined {
  const [first, ...others] = (action ?? notAction)?.entries ?? [];
  if (first === undefined) return undefined;
  const more = others.length === 0 ? "" : `, …${others.length} more`;
  return `${action === undefined ? "all but " : ""}${visibleText(first.text)}${more}`;
}

/** An editor shows no symbol without a name. */
function shown(name: string | undefined): string | undefined {
  return name === undefined || name.trim() === "" ? undefined : visibleText(name);
}

function kindName(kind: PolicyKind): string {
  return kind === "unknown" ? "" : layerName(kind);
}
