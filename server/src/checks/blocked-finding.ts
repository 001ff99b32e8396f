/** The finding about an Allow, or an entry of it, that another policy takes away. */
import { type Phrase, say } from "../wording/phrase.ts";
import { type Finding } from "./check.ts";
import { type Message } from "./messages.ts";
import { type BlockedAllow } from "./neighbors.ts";

export function blockedFinding({ statement, part }: BlockedAllow, message: Message): Finding {
  if (part === undefined) {
    return {
      span: statement.effect?.span ?? statement.span,
      ...message,
      fades: statement.span,
      provedFrom: [statement.span],
    };
  }
  const list = statement[part.element];
  const span = list?.entries[part.index]?.span ?? list?.span ?? statement.span;
  return {
    span,
    ...message,
    // Policies are often written for more holders than those whose limits are known here.
    severity: "info",
    unnecessary: true,
    provedFrom: [span],
  };
}

/** A sentence on the holders besides the one that a message names; undefined if there are none. */
export function otherHolders({ obstacles }: BlockedAllow): Phrase | undefined {
  const others = obstacles.length - 1;
  if (others === 0) return undefined;
  return others === 1
    ? say`The same is true of the other one that the policy is attached to.`
    : say`The same is true of the ${others} others that the policy is attached to.`;
}
