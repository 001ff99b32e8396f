/** The references that a stretch of a policy is made of, and how their lists become what the policy has. */
import {
  type HclBody,
  type HclCall,
  type HclConditional,
  type HclExpression,
  type HclReference,
} from "../../syntax/hcl-tree.ts";
import { partsOf } from "../../syntax/hcl-nodes.ts";
import { type Span, spanContains } from "../../text/span.ts";
import { type WrittenList } from "../host.ts";
import { type Followed } from "./follow.ts";
import { deeper, type Scope } from "./scope.ts";
import { type Form, formOf, formOfFormat, isLocalReadOnce, listThroughForm } from "./written-lists.ts";

/** How what is written there becomes what the policy has: `made`: not by its items, one by one. */
export interface FoundReference {
  readonly reference: HclReference;
  /** What it is read with. */
  readonly scope: Scope;
  readonly form: Form | "as-it-is" | "made";
  /** Something else stands there as long as it is empty. */
  readonly hasOther: boolean;
  /** Of a local value that puts lists together, or chooses one, and that the stretch alone reads: the same of what it has. */
  readonly behind: readonly FoundReference[];
}

export function listThrough(list: WrittenList, { form, hasOther }: FoundReference): WrittenList | undefined {
  if (form === "made" || (hasOther && list.texts.length === 0)) return undefined;
  return form === "as-it-is" ? list : listThroughForm(list, form);
}

export function referencesIn(body: HclBody, within: Span, scope: Scope): readonly FoundReference[] {
  const visit = (expression: HclExpression, around: FoundAround): readonly FoundReference[] => {
    const isInside = around.isInside || spanContains(within, expression.span);
    const { form, hasOther } = around;
    if (expression.kind === "reference" && isInside) {
      const local = localRead(expression, around.scope);
      const behind = local === undefined ? [] : visit(local.expression, { ...around, isInside, scope: local.scope });
      return [{ reference: expression, form, hasOther, scope: around.scope, behind }];
    }
    return partsOf(expression).flatMap((part) =>
      visit(part, {
        ...{ scope: around.scope, isInside },
        form: isInside ? formOfPart(part, { of: expression, form, scope: around.scope }) : form,
        hasOther: hasOther || (isInside && isChoice(expression)),
      }),
    );
  };
  const visitBody = ({ attributes, blocks }: HclBody): readonly FoundReference[] => [
    ...attributes.flatMap(({ value }) => visit(value, { scope, form: "as-it-is", hasOther: false, isInside: false })),
    ...blocks.flatMap((block) => visitBody(block.body)),
  ];
  return visitBody(body);
}

interface FoundAround extends Pick<FoundReference, "form" | "hasOther" | "scope"> {
  /** It is in the stretch, or behind something that is. */
  readonly isInside: boolean;
}

function localRead({ root, steps }: HclReference, scope: Scope): Followed | undefined {
  const [first, ...others] = steps;
  if (root !== "local" || first?.step !== "attribute" || others.length > 0) return undefined;
  const declared = scope.module.local(first.name);
  const inner = declared && deeper(scope, declared.file);
  if (declared === undefined || inner === undefined || !JOINING_KINDS.has(declared.value.kind)) return undefined;
  return isLocalReadOnce(first.name, scope.module) ? { expression: declared.value, scope: inner } : undefined;
}

const JOINING_KINDS: ReadonlySet<HclExpression["kind"]> = new Set(["call", "conditional"]);

function isChoice(expression: HclExpression): boolean {
  return (
    expression.kind === "conditional" ||
    (expression.kind === "call" && ["coalesce", "coalescelist"].includes(expression.name))
  );
}

/**
 * `length(var.names) > 0 ? var.names : […]`, or `var.all ? ["*"] : var.names`, where `*` would have been enough: another
 * condition may choose the other branch, whatever the list has.
 */
function isInForce(part: HclExpression, { condition, ifTrue, ifFalse }: HclConditional, { file }: Scope): boolean {
  if (part === condition) return false;
  const written = ({ span }: HclExpression): string => file.text.slice(span.start, span.end).replace(/\s+/g, "");
  if (written(part === ifTrue ? ifFalse : ifTrue) === '["*"]') return true;
  const list = written(ifTrue);
  const asked = [`length(${list})>0`, `length(${list})!=0`, `${list}!=null`, `${list}!=[]`];
  return part === ifTrue && asked.includes(written(condition));
}

interface FormAround {
  readonly of: HclExpression;
  readonly form: FoundReference["form"];
  readonly scope: Scope;
}

function formOfPart(part: HclExpression, { of, form, scope }: FormAround): FoundReference["form"] {
  switch (of.kind) {
    case "for":
      return form === "as-it-is" && part === of.collection ? (formOf(of, scope) ?? "made") : "made";
    case "call":
      if (FIRST_OF.has(of.name) && part !== of.arguments[0]) return "made";
      if (form === "as-it-is" && part === of.arguments[1]) return formOfFormat(of) ?? keptBy(of, form);
      return keptBy(of, form);
    case "conditional":
      return isInForce(part, of, scope) ? form : "made";
    case "tuple":
    case "object":
      return form;
    default:
      return "made";
  }
}

function keptBy({ name }: HclCall, form: FoundReference["form"]): FoundReference["form"] {
  return KEEPING.has(name) ? form : "made";
}

/** Functions that take one of their arguments, mostly the first. */
const FIRST_OF: ReadonlySet<string> = new Set(["try", "coalesce", "coalescelist"]);

/** Functions that leave the items of a list what they are. */
const KEEPING: ReadonlySet<string> = new Set([
  "try",
  "coalesce",
  "coalescelist",
  "compact",
  "concat",
  "distinct",
  "flatten",
  "jsonencode",
  "merge",
  "setunion",
  "sort",
  "tolist",
  "toset",
]);
