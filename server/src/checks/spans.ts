/** What a finding underlines of a scalar or a key: its characters without the quotes. */
import { type Scalar } from "../policy/policy.ts";
import { type Member } from "../syntax/value.ts";
import { type Span } from "../text/span.ts";

export function textSpan(scalar: Scalar): Span {
  return scalar.within(0, scalar.text.length);
}

export function keyTextSpan(member: Member): Span {
  return member.keyMap.outerSpan(0, member.key.length);
}
