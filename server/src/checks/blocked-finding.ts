/** The finding about an Allow, or an entry of it, that another policy takes away. */
import { type Finding } from "./check.ts";
import { type BlockedAllow } from "./neighbors.ts";

/** `because`: the rest of the sentence after its colon. */
export function blockedFinding({ statement, part, obstacles }: BlockedAllow, because: string): Finding {
  const others = obstacles.length - 1;
  const more = others === 0 ? "" : `, and so it is for ${others} more that the policy is attached to`;
  if (part === undefined) {
    return {
      span: statement.effect?.span ?? statement.span,
      message: `This Allow never allows: ${because}${more}`,
      fades: statement.span,
      provedFrom: [statement.span],
    };
  }
  const list = statement[part.element];
  const span = list?.entries[part.index]?.span ?? list?.span ?? statement.span;
  return {
    span,
    message: `This entry allows nothing: ${because}${more}`,
    // Policies are often written for more holders than those whose limits are known here.
    severity: "info",
    unnecessary: true,
    provedFrom: [span],
  };
}
