/**
 * What a module takes where its call leaves something out, or gives null. Sources: "Optional Object Type Attributes" and
 * "Disallowing Null Module Input Values" of the "Terraform configuration language".
 */
import { attributeNamed, type HclBlock, type HclExpression, type HclReference } from "../../syntax/hcl-tree.ts";
import { once } from "../../domains/once.ts";
import { type TerraformModule } from "./module.ts";
import { isWrittenEmpty } from "./settled-count.ts";

export interface LeftOut {
  /** May the module have a value of its own for what the reference names? */
  isFilledIn(reference: HclReference): boolean;
}

export function leftOutOf(call: HclBlock, called: TerraformModule): LeftOut {
  const given = new Set(call.body.attributes.map(({ name }) => name));
  const attributes = once(() => new Set([...given].flatMap((name) => namesWithDefaults(called.typeOf(name)?.value))));
  const variables = once(() => new Set(variablesWithoutNull(called).filter((name) => given.has(name))));
  return {
    isFilledIn({ root, steps }) {
      const last = steps.at(-1);
      if (last?.step !== "attribute") return false;
      return root === "var" && steps.length === 1 ? variables().has(last.name) : attributes().has(last.name);
    },
  };
}

/** Of the attributes of a type, at any depth; a default that is empty gives nothing. */
function namesWithDefaults(type: HclExpression | undefined): readonly string[] {
  if (type?.kind === "call") return type.arguments.flatMap(namesWithDefaults);
  if (type?.kind === "tuple") return type.items.flatMap(namesWithDefaults);
  if (type?.kind !== "object") return [];
  return type.items.flatMap(({ key, value }) => {
    const own = key.kind === "reference" && hasDefault(value) ? [key.root] : [];
    return [...own, ...namesWithDefaults(value)];
  });
}

function hasDefault(type: HclExpression): boolean {
  const [, standard] = type.kind === "call" && type.name === "optional" ? type.arguments : [];
  if (standard === undefined || isWrittenEmpty(standard)) return false;
  return standard.kind !== "literal" || standard.value !== null;
}

function variablesWithoutNull({ files }: TerraformModule): readonly string[] {
  const declared = files.flatMap(({ body }) => body.blocks).filter(({ type }) => type === "variable");
  return declared.flatMap(({ labels, body }) => {
    const nullable = attributeNamed(body, "nullable")?.value;
    const [name] = nullable?.kind === "literal" && nullable.value === false ? labels : [];
    return name === undefined ? [] : [name.text];
  });
}
