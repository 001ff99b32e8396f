/** What in a data source the values of its policy were made of. */
import { type HclBlock, type HclBody } from "../../syntax/hcl-tree.ts";
import { type Member, type ObjectValue, standingIn, type Value } from "../../syntax/value.ts";
import { type DocumentBlock, everyBlock } from "./policy-document.ts";

export type DocumentPlace =
  | { readonly place: "policy"; readonly block: HclBlock }
  | { readonly place: "statements"; readonly block: HclBlock }
  | { readonly place: "statement"; readonly statement: DocumentBlock }
  /** Blocks under one name: `principals`, or `condition`; those that a member was made of. */
  | {
      readonly place: "blocks";
      readonly blocks: readonly DocumentBlock[];
      readonly of: BlocksOf;
      readonly statement: DocumentBlock;
    };

/** The element, or a member of it: a type of principal, an operator, a condition key of an operator. */
export type BlocksOf = "principals" | "principal type" | "conditions" | "operator" | "key";

export interface DocumentPlaces {
  of(part: Value | Member): DocumentPlace | undefined;
}

export function placesInDocument(block: HclBlock, root: ObjectValue): DocumentPlaces {
  const places = new Map<Value | Member, DocumentPlace>([[root, { place: "policy", block }]]);
  const statements = everyBlock(block.body, "statement");
  for (const { key, value } of root.members) {
    if (key !== "Statement" || value === undefined) continue;
    places.set(value, { place: "statements", block });
    const objects = value.kind === "array" ? value.items.flatMap(objectsIn) : [];
    for (const object of objects) {
      const statement = statements.find((one) => one.block.span.start === object.span.start);
      if (statement !== undefined) placeStatement(object, statement, places);
    }
  }
  return { of: (part) => places.get(part) };
}

function objectsIn(value: Value): readonly ObjectValue[] {
  return standingIn(value).flatMap((one) => (one.value.kind === "object" ? [one.value] : []));
}

function placeStatement(
  object: ObjectValue,
  statement: DocumentBlock,
  places: Map<Value | Member, DocumentPlace>,
): void {
  places.set(object, { place: "statement", statement });
  for (const member of object.members) {
    const name = BLOCK_NAMES.get(member.key);
    if (name === undefined) continue;
    const all = everyBlock(statement.body, name);
    const of = name === "condition" ? "conditions" : "principals";
    const element: DocumentPlace = { place: "blocks", blocks: all, of, statement };
    places.set(member, element);
    for (const value of member.value === undefined ? [] : standingIn(member.value).map((one) => one.value)) {
      places.set(value, element);
      if (value.kind === "object") placeMembers(value, all, of, statement, places);
    }
  }
}

const BLOCK_NAMES: ReadonlyMap<string, string> = new Map([
  ["Principal", "principals"],
  ["NotPrincipal", "not_principals"],
  ["Condition", "condition"],
]);

/** A member of joined blocks stands for all that have its name. */
function placeMembers(
  object: ObjectValue,
  all: readonly DocumentBlock[],
  of: "principals" | "conditions",
  statement: DocumentBlock,
  places: Map<Value | Member, DocumentPlace>,
): void {
  for (const member of object.members) {
    const isType = of === "principals";
    const blocks = all.filter((one) => nameIn(one, isType ? "type" : "test") === member.key);
    places.set(member, { place: "blocks", blocks, of: isType ? "principal type" : "operator", statement });
    if (isType || member.value?.kind !== "object") continue;
    places.set(member.value, { place: "blocks", blocks, of: "operator", statement });
    for (const key of member.value.members) {
      const own = blocks.filter((one) => nameIn(one, "variable") === key.key);
      places.set(key, { place: "blocks", blocks: own, of: "key", statement });
    }
  }
}

/** The plain text of an argument. */
function nameIn({ body }: { readonly body: HclBody }, name: string): string | undefined {
  const value = body.attributes.findLast((one) => one.name === name)?.value;
  const [only, ...others] = value?.kind === "template" ? value.parts : [];
  return only?.kind === "text" && others.length === 0 ? only.text : undefined;
}
