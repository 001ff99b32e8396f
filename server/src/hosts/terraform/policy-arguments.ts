/** Where a block has the arguments that hold policies. */
import { attributeNamed, type HclAttribute, type HclBody, type HclExpression } from "../../syntax/hcl-tree.ts";
import { everyBlock, scopeIn } from "./policy-document.ts";
import { type Scope } from "./scope.ts";

interface FoundArgument {
  readonly attribute: HclAttribute;
  readonly body: HclBody;
  readonly scope: Scope;
}

/** `inline_policy.policy` is in a block, of which there may be several; in "awscc" in an object of a list. */
export function argumentsAt(
  body: HclBody,
  [name = "", ...inner]: readonly string[],
  scope: Scope,
): readonly FoundArgument[] {
  if (inner.length > 0) {
    const inObjects = body.attributes.flatMap((one) => (one.name === name ? objectsAs(one.value) : []));
    return [
      ...everyBlock(body, name).flatMap((one) => argumentsAt(one.body, inner, scopeIn(one, scope))),
      ...inObjects.flatMap((one) => argumentsAt(one.body, inner, scope)),
    ];
  }
  const attribute = attributeNamed(body, name);
  return attribute === undefined ? [] : [{ attribute, body, scope }];
}

/** The objects of a list, or a single one, as if they were blocks. */
function objectsAs(value: HclExpression): readonly { readonly body: HclBody }[] {
  if (value.kind === "tuple") return value.items.flatMap(objectsAs);
  if (value.kind !== "object") return [];
  const attributes = value.items.flatMap(({ key, value: own, span }): HclAttribute[] =>
    key.kind === "reference" && key.steps.length === 0
      ? [{ kind: "attribute", name: key.root, nameSpan: key.span, value: own, span }]
      : [],
  );
  return [{ body: { attributes, blocks: [], span: value.span } }];
}
