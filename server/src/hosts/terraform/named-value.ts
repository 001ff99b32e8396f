/** Where a local value is the whole value of a member: its text stands elsewhere, and others may refer to it. */
import { type HclObjectItem } from "../../syntax/hcl-tree.ts";
import { type Member, type Value } from "../../syntax/value.ts";
import { spanContains } from "../../text/span.ts";

/** A member without its name. What stands in another file stands where it is referred to. */
export function unnamedMember(
  { key, value: written, span }: HclObjectItem,
  value: Value | undefined,
): Pick<Member, "keySpan" | "span" | "value" | "nameOfValue"> {
  const isName = written.kind === "reference" && written.root === "local" && value?.kind === "string";
  const isElsewhere = isName && !spanContains(written.span, value.span);
  return { keySpan: key.span, span, value, ...(isElsewhere && { nameOfValue: written.span }) };
}
