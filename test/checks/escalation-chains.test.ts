/** Each chain is possible: whoever may do all of it has the finding, and whoever lacks a part of it has not. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ESCALATION_CHAINS } from "../../server/src/checks/escalation-chains.ts";
import { privilegeEscalation } from "../../server/src/checks/rules/privilege-escalation.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn } from "../support/annotated.ts";

const catalog = realCatalog();

describe("permissions that together give another role's", () => {
  for (const { passedTo, steps } of ESCALATION_CHAINS) {
    const actions = [...new Set(steps.map(({ action }) => action))];
    const found = (granted: readonly string[]): number => {
      const pass = { Effect: "Allow", Action: "iam:PassRole", Resource: "arn:aws:iam::*:role/*" };
      const rest = { Effect: "Allow", Action: granted, Resource: "*" };
      const statements = [...(passedTo === undefined ? [] : [pass]), ...(granted.length === 0 ? [] : [rest])];
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
      return findingsIn(policy, { kind: "identity", catalog, checks: [privilegeEscalation] }).length;
    };

    test(`${passedTo ?? "taken over"}: ${actions.join(", ")}`, () => {
      for (const action of actions) {
        const [service = "", name = ""] = action.split(":");
        assert.ok(catalog.service(service)?.action(name), `${action} is in the reference`);
      }
      assert.equal(found(actions), 1);
      for (const left of actions)
        assert.equal(found(actions.filter((action) => action !== left)), 0, `without ${left}`);
    });
  }
});
