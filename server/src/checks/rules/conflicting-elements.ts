import { type Check } from "../check.ts";
import { keyTextSpan } from "../spans.ts";
import { elementNamed, OPPOSITES } from "../elements.ts";

export const conflictingElements: Check = {
  code: "conflicting-elements",
  severity: "error",
  summary: "An element and its opposite cannot stand in the same statement.",
  *find({ policy }) {
    for (const { object } of policy.statements) {
      for (const [name, opposite] of OPPOSITES) {
        const plain = elementNamed(object, name);
        const negated = elementNamed(object, opposite);
        if (plain === undefined || negated === undefined) continue;
        yield {
          span: keyTextSpan(negated),
          message: `A statement takes '${name}' or '${opposite}', not both, and AWS rejects a policy with both`,
          related: [{ span: keyTextSpan(plain), message: `'${name}' of the same statement.` }],
        };
      }
    }
  },
};
