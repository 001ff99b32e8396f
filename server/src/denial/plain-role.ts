/** The role behind a session as policies name it that have none but roles without a path in mind. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { type DeniedRequest } from "./denied-request.ts";
import { type HeldAgainstFiles } from "./hold-against-files.ts";

export interface PlainRole {
  readonly name: string;
  /** As if it had no path. */
  readonly arn: string;
}

/** Undefined if the role's ARN is known, or if no statement asks whether it is that of a role without a path. */
export function plainRoleOf(
  { principal, context }: DeniedRequest,
  { evaluated }: HeldAgainstFiles,
): PlainRole | undefined {
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  const partition = principal === undefined ? undefined : readArn(principal)?.partition;
  if (caller?.kind !== "session" || partition === undefined || context.has("aws:principalarn")) return undefined;
  const arn = `arn:${partition}:iam::${caller.account}:role/${caller.name}`;
  const asks = evaluated.decision.statements.some(({ condition }) =>
    condition.entries.some(
      ({ truth, entry }) =>
        truth === "unknown" &&
        entry.key.toLowerCase() === "aws:principalarn" &&
        entry.values.entries.some(({ text }) => text.toLowerCase().endsWith(`:role/${caller.name.toLowerCase()}`)),
    ),
  );
  return asks ? { name: caller.name, arn } : undefined;
}
