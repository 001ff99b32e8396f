/** What a finding underlines of a scalar or a key: its characters without the quotes. */
import { type Scalar } from "../policy/policy.ts";
import { type Member } from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import { say } from "../wording/phrase.ts";
import { type Finding } from "./check.ts";

export function textSpan(scalar: Scalar): Span {
  return scalar.within(0, scalar.text.length);
}

/** The further places of one mistake, of which the first bears the finding. */
export function asWell(scalars: readonly Scalar[]): Required<Pick<Finding, "related">>["related"] {
  return placesAsWell(scalars.map(textSpan));
}

export function placesAsWell(spans: readonly Span[]): Required<Pick<Finding, "related">>["related"] {
  return spans.slice(0, MOST_RELATED).map((span) => ({ span, message: say`This one as well.` }));
}

/** More of them are only counted. */
const MOST_RELATED = 50;

export function keyTextSpan(member: Member): Span {
  return member.keyMap.outerSpan(0, member.key.length);
}
