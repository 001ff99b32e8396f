import { type Check } from "../check.ts";
import { textSpan } from "../spans.ts";
import { isSettled } from "../../policy/policy.ts";
import { shapeOf } from "../../policy/shape.ts";
import { writtenPrincipals } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  notInTrustPolicy: (provider: string) =>
    say`${name(provider)} is an identity provider. Only a role trust policy can name one as principal, so it matches nobody here. Name the role that its users assume.`,
});

export const federatedPrincipal: Check = {
  code: "federated-principal",
  severity: "error",
  summary: "An identity provider is a principal in a policy that is not a role trust policy.",
  messages: MESSAGES,
  perStatement: true,
  element: "Principal",
  kinds: ["resource"],
  *find(subject) {
    if (certainKind(subject) !== "resource") return;
    for (const { entry } of writtenPrincipals(subject.policy, "Federated")) {
      if (!isSettled(entry) && !/^arn:[^:]*:iam::[^:]*:(?:oidc|saml)-provider\//.test(shapeOf(entry))) continue;
      yield {
        span: textSpan(entry),
        ...MESSAGES.notInTrustPolicy(entry.text),
      };
    }
  },
};
