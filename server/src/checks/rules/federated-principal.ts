import { type Check } from "../check.ts";
import { textSpan } from "../spans.ts";
import { principalEntries } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { quote } from "../quoting.ts";

export const federatedPrincipal: Check = {
  code: "federated-principal",
  severity: "error",
  summary: "Only role trust policies name identity providers as principals.",
  *find(subject) {
    if (certainKind(subject) !== "resource") return;
    for (const { entry } of principalEntries(subject.policy, "Federated")) {
      yield {
        span: textSpan(entry),
        message: `Only the trust policy of a role takes an identity provider as principal, so ${quote(entry.text)} matches nobody here; name the role that its users assume`,
      };
    }
  },
};
