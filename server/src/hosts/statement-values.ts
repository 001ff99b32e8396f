/** What statements have in their elements, wherever they stand below an object: before anything is known of the policies. */
import { memberNamed, type ObjectValue, type StringValue, type Value } from "../syntax/value.ts";
import { isOwnMacro } from "./cloudformation/template.ts";

export interface ValueOfStatement {
  /** A text, or what is not understood. */
  readonly value: StringValue | (Value & { readonly kind: "unknown" });
  /** The innermost key that it stands under. */
  readonly key: string;
}

/** As it is written: what a function of a template or a macro fills in is left out. */
export function valuesOfStatements(
  root: ObjectValue,
  elements: ReadonlySet<string> = HAVE_NAMES,
): readonly ValueOfStatement[] {
  const found: ValueOfStatement[] = [];
  const open: { readonly value: Value; readonly key: string; readonly isInside: boolean }[] = [
    { value: root, key: "", isInside: false },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, key, isInside } = next;
    if (isInside && (value.kind === "string" || value.kind === "unknown")) found.push({ value, key });
    if (value.kind === "array") open.push(...value.items.toReversed().map((item) => ({ value: item, key, isInside })));
    if (value.kind !== "object" || rewrites(value)) continue;
    const isStatement = memberNamed(value, "Effect") !== undefined;
    for (const { key: name, value: held } of value.members.toReversed()) {
      if (held === undefined || FILLS_IN.has(name)) continue;
      open.push({ value: held, key: name, isInside: isInside || (isStatement && elements.has(name)) });
    }
  }
  return found;
}

/** A macro gets all that stands beside it. Source: "Fn::Transform" of the "AWS CloudFormation Template Reference Guide". */
export function rewrites(object: ObjectValue): boolean {
  return isOwnMacro(memberNamed(object, "Fn::Transform")?.value);
}

/** A state machine is given `DefinitionSubstitutions` for its definition. */
const FILLS_IN: ReadonlySet<string> = new Set(["Fn::Sub", "Fn::Transform", "Definition"]);
const HAVE_NAMES: ReadonlySet<string> = new Set(["Resource", "NotResource", "Principal", "NotPrincipal", "Condition"]);
