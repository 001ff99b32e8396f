/** Writes who else may take a role into the list that the module of the registry is given: nothing else of it stands there. */
import { type Change, type Writer } from "../../syntax/change.ts";
import { type ExpressionOf } from "../../syntax/hcl-print.ts";
import { hclWriter } from "../../syntax/hcl-writer.ts";
import { type HclBlock } from "../../syntax/hcl-tree.ts";
import { isSameSpan } from "../../text/span.ts";
import { type TerraformFile } from "./module.ts";
import { type Scope } from "./scope.ts";
import { type TrustOfCall, trustOfCall } from "./registry-trusts.ts";

/** The trust policy that the module of a call makes, with how it is written. */
export function trustMade(
  call: HclBlock,
  scope: Scope,
  expressionOf: ExpressionOf | undefined,
):
  | (Pick<TrustOfCall, "root"> & {
      readonly at: number;
      readonly argument: string;
      readonly writer: Writer;
      readonly cursorAt: () => undefined;
    })
  | undefined {
  const trust = trustOfCall(call, scope);
  if (trust === undefined) return undefined;
  const { root, attribute } = trust;
  const writer = trustWriter(scope.file, trust, expressionOf);
  return { root, at: attribute.value.span.start, argument: attribute.name, writer, cursorAt: () => undefined };
}

function trustWriter(
  { text, body }: TerraformFile,
  { lists }: TrustOfCall,
  expressionOf: ExpressionOf | undefined,
): Writer {
  const writer = hclWriter(text, body, expressionOf);
  /** Without what the module puts before it; undefined where it is not written so. */
  const asGiven = (change: Change): readonly Change[] => {
    const list =
      change.change === "add-item" ? lists.find(({ value }) => isSameSpan(value.span, change.to.span)) : undefined;
    if (change.change !== "add-item" || list === undefined || typeof change.value !== "string") return [];
    return change.value.startsWith(list.prefix) ? [{ ...change, value: change.value.slice(list.prefix.length) }] : [];
  };
  return {
    edits(changes, deployment) {
      const given = changes.flatMap(asGiven);
      return given.length === changes.length ? writer.edits(given, deployment) : undefined;
    },
  };
}
