/** References of a list that the files do not settle, as `!Ref TableArn` of a parameter: what they are said by. */
import { type ListElement, scalarOfString } from "../../policy/policy.ts";
import { standingInList } from "../../policy/read-statement.ts";
import { type Value } from "../../syntax/value.ts";

/** The list with them. */
export function withReferences(list: ListElement): ListElement {
  const said = standingInList(list.node).flatMap(({ value, certain }) =>
    value.kind === "unknown" && value.said !== undefined ? [scalarOfString(value.said, certain)] : [],
  );
  return said.length === 0 ? list : { ...list, entries: [...list.entries, ...said] };
}

/** Does the list hold the value as a text, with or without holes? */
export function isSettledIn(text: Value, list: ListElement): boolean {
  return standingInList(list.node).some(({ value }) => value === text);
}
