/** The policy variables in texts. Source: "IAM policy elements: Variables and tags". */
import { type Catalog } from "../catalog/catalog.ts";
import { operatorOfBlock } from "../policy/operators.ts";
import { isSettled, type Policy, type Scalar } from "../policy/policy.ts";
import { isFilledByFile } from "../policy/shape.ts";
import { readTemplate } from "../policy/template.ts";
import { mayHold } from "./elements.ts";
import { conditionEntries, resourceEntries } from "./entries.ts";

export interface VariableUse {
  readonly key: string;
  /** Of `${…}`, in the scalar's text. */
  readonly start: number;
  readonly end: number;
}

/** The variables of a text that stand for a known condition key; any other `${…}` may belong to a template. */
export function knownVariables(scalar: Scalar, catalog: Catalog): readonly VariableUse[] {
  return readTemplate(scalar.text, scalar.holes, { variables: true, wildcards: false }).flatMap((part) =>
    part.kind === "variable" && catalog.conditionKey(part.key) !== undefined
      ? [{ key: part.key, start: part.start, end: part.end }]
      : [],
  );
}

/** The texts in which AWS substitutes variables: resources, and values under string and ARN operators. */
export function* textsWithVariables(policy: Policy): Generator<Scalar> {
  for (const scalar of textsForVariables(policy)) if (scalar.text.includes("${")) yield scalar;
}

/** Those in which AWS looks for variables. */
export function* textsForVariables(policy: Policy): Generator<Scalar> {
  for (const { entry } of resourceEntries(policy)) if (mayHoldVariable(entry)) yield entry;
  for (const { block, entry } of conditionEntries(policy)) {
    if (operatorOfBlock(block)?.operator.variables !== "yes") continue;
    for (const value of entry.values.entries) if (mayHoldVariable(value)) yield value;
  }
}

/** The rules by which AWS reads the policy; undefined where the file does not settle them or they are none. */
export function languageVersion(policy: Policy, broken: boolean): "2012-10-17" | "2008-10-17" | undefined {
  const { version } = policy;
  if (version === undefined) return broken || mayHold(policy.object, ["Version"]) ? undefined : "2008-10-17";
  if (!isSettled(version)) return undefined;
  return version.text === "2012-10-17" || version.text === "2008-10-17" ? version.text : undefined;
}

function mayHoldVariable(scalar: Scalar): boolean {
  return scalar.type === "string" && isFilledByFile(scalar) && /[${]/.test(scalar.text);
}
