/** The request of somebody else's token that a statement of a trust policy lets in. */
import { isSettled, type Scalar, type Statement } from "../policy/policy.ts";
import { type Finding, type PolicyUnderCheck } from "./check.ts";
import { shownRequest } from "./confirmed-witness.ts";
import { hostOfProvider } from "./token-claims.ts";

/** With the first of the subjects that the statement matches; nothing where it matches none of them for certain. */
export function exampleOfToken(
  subject: PolicyUnderCheck,
  statement: Statement,
  { host, subjects }: { readonly host: string; readonly subjects: readonly string[] },
): Pick<Finding, "related" | "witness"> {
  const provider = providerIn(statement, host);
  if (provider === undefined) return {};
  for (const sub of subjects) {
    const context = new Map([
      [`${host}:aud`, audienceIn(statement, host) ?? "sts.amazonaws.com"],
      [`${host}:sub`, sub],
    ]);
    const witness = { principal: provider.text, action: "sts:AssumeRoleWithWebIdentity", resource: ROLE, context };
    const shown = shownRequest(subject, statement, { witness, shows: "matched" });
    if (shown.witness !== undefined) return shown;
  }
  return {};
}

const ROLE = "arn:aws:iam::111122223333:role/this-role";

function providerIn({ principal }: Statement, host: string): Scalar | undefined {
  if (principal?.form !== "typed") return undefined;
  const federated = principal.types.flatMap(({ type, entries }) => (type === "Federated" ? entries : []));
  return federated.find((entry) => isSettled(entry) && hostOfProvider(entry) === host);
}

/** Whoever asks for the token chooses it. */
function audienceIn({ condition }: Statement, host: string): string | undefined {
  const asked = condition?.operators.flatMap(({ entries }) => entries) ?? [];
  return asked.find(({ key }) => key.toLowerCase() === `${host}:aud`)?.values.entries[0]?.text;
}
