/** What `jsonencode` is given, also under the name of a local. */
import { type HclExpression } from "../../syntax/hcl-tree.ts";
import { deeper, type Scope } from "./scope.ts";

/** With what it is read with; undefined for a text that is no such call. */
export function encodedBehind(
  encoded: HclExpression,
  scope: Scope,
): { readonly expression: HclExpression; readonly scope: Scope } | undefined {
  if (encoded.kind === "call") {
    const [expression] = encoded.name === "jsonencode" ? encoded.arguments : [];
    return expression && { expression, scope };
  }
  const [named, ...others] = encoded.kind === "reference" && encoded.root === "local" ? encoded.steps : [];
  const declared = named?.step === "attribute" && others.length === 0 ? scope.module.local(named.name) : undefined;
  const inner = declared && deeper(scope, declared.file);
  return inner && encodedBehind(declared.value, inner);
}
