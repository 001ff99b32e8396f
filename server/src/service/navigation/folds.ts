/** What can be folded in a policy: every object and list. */
import { type Value } from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";
import { append } from "../../domains/append.ts";
import { type PolicyDocument } from "../document.ts";

/** From bracket to bracket, in no order. */
export function foldsOf({ policies }: PolicyDocument): readonly Span[] {
  const folds: Span[] = [];
  const left: Value[] = policies.map(({ policy }) => policy.object);
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (value.kind === "object") {
      folds.push(value.span);
      append(
        left,
        value.members.flatMap(({ value: held }) => held ?? []),
      );
    } else if (value.kind === "array") {
      folds.push(value.span);
      append(left, value.items);
    }
  }
  return folds;
}
