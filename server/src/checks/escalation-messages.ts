/** What is said of permissions by which callers get more than was granted. */
import { listed, name, type Phrase, say, sentences } from "../wording/phrase.ts";
import { type Escalation, type EscalationPath } from "./escalation-paths.ts";
import { messagesOf } from "./messages.ts";

export const LETS: Readonly<Record<Escalation, Phrase>> = {
  "new-content": say`can change a policy that they have, so that it allows everything`,
  attached: say`can attach a policy that allows everything`,
  written: say`can write a policy that allows everything`,
  joined: say`can join the one with the most permissions`,
  credentials: say`can sign in as the one with the most permissions`,
  trust: say`can let themselves assume the one with the most permissions`,
  limits: say`can remove a permissions boundary, even their own`,
  "other-limits": say`can set a permissions boundary that allows everything, even on themselves`,
};

const LIMIT = say`Name what is meant in ${name("Resource")}, or limit it by a condition.`;

export const ESCALATION_MESSAGES = messagesOf({
  way: ({ action, by, on }: EscalationPath, more: number) =>
    sentences(
      say`With ${name(action)} on any ${thingOf(on)}, callers ${LETS[by]}.`,
      more === 0
        ? undefined
        : more === 1
          ? say`One more action here has the same effect.`
          : say`${more} more actions here have the same effect.`,
      LIMIT,
    ),
  passed: (actions: readonly string[], service: string, elsewhere: Phrase | undefined, more: number) =>
    sentences(
      say`With ${listed(actions.map(name), "and")}, callers can run what they like as any role that trusts ${name(service)}.`,
      elsewhere,
      moreOf(more),
      LIMIT,
    ),
  taken: (actions: readonly string[], elsewhere: Phrase | undefined, more: number) =>
    sentences(
      say`With ${listed(actions.map(name), "and")}, callers can run what they like with the roles that such resources have.`,
      elsewhere,
      moreOf(more),
      LIMIT,
    ),
});

function moreOf(more: number): Phrase | undefined {
  if (more === 0) return undefined;
  return more === 1
    ? say`One more combination has the same effect.`
    : say`${more} more combinations have the same effect.`;
}

/** `user/zq7` → `user`. */
export function thingOf(on: string): string {
  return on.slice(0, on.indexOf("/"));
}
