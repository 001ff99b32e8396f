/** Whom a plan gives its policies to where it has no ARN yet: what its configuration refers to. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";

const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
});

const planned = (address: string, values: object) => ({
  address,
  mode: "managed",
  type: address.split(".").at(-2),
  name: "x",
  values,
});

const configured = (address: string, references: Readonly<Record<string, readonly string[]>>) => ({
  address,
  mode: "managed",
  type: address.split(".")[0],
  expressions: Object.fromEntries(Object.entries(references).map(([name, one]) => [name, { references: one }])),
});

/** Of each policy of the plan, who has it and whom it limits. */
function usesIn(resources: readonly object[], root_module: object): readonly string[] {
  const text = JSON.stringify({
    format_version: "1.2",
    planned_values: { root_module: { resources } },
    configuration: { root_module },
  });
  return resultOf(readSource({ path: "plan.json", languageId: undefined, text })).sites.map(({ uses }) =>
    uses.map(({ kind, stated: { declared } }) => [kind, ...declared.holders].join(" ")).join(", "),
  );
}

describe("a plan attaches what is not made yet", () => {
  const policy = (address: string) => planned(address, { name: "p", policy: POLICY });
  const role = planned("aws_iam_role.app", { name: "app" });
  const attachment = "aws_iam_role_policy_attachment.app";

  test("to whom a role is named, or refers to one", () => {
    const refers = { policy_arn: ["aws_iam_policy.p.arn", "aws_iam_policy.p"] };
    const named = planned(attachment, { role: "app" });
    assert.deepEqual(usesIn([policy("aws_iam_policy.p"), named], { resources: [configured(attachment, refers)] }), [
      "identity app",
    ]);
    const byReference = { ...refers, role: ["aws_iam_role.app.name", "aws_iam_role.app"] };
    const open = planned(attachment, {});
    assert.deepEqual(
      usesIn([policy("aws_iam_policy.p"), role, open], { resources: [configured(attachment, byReference)] }),
      ["identity app"],
    );
    assert.deepEqual(usesIn([policy("aws_iam_policy.p"), named], { resources: [] }), ["identity"]);
  });

  test("as the boundary that a role has", () => {
    const limits = { permissions_boundary: ["aws_iam_policy.p.arn", "aws_iam_policy.p"] };
    assert.deepEqual(
      usesIn([policy("aws_iam_policy.p"), role], { resources: [configured("aws_iam_role.app", limits)] }),
      ["boundary app"],
    );
  });

  test("one of several by its own key, or by the one that is written", () => {
    const two = [policy('aws_iam_policy.p["a"]'), policy('aws_iam_policy.p["b"]')];
    const own = planned(`${attachment}["b"]`, { role: "app" });
    const each = { policy_arn: ["aws_iam_policy.p", "each.key"] };
    assert.deepEqual(usesIn([...two, own], { resources: [configured(attachment, each)] }), [
      "identity",
      "identity app",
    ]);
    const written = { policy_arn: ['aws_iam_policy.p["a"].arn', 'aws_iam_policy.p["a"]', "aws_iam_policy.p"] };
    const single = planned(attachment, { role: "app" });
    assert.deepEqual(usesIn([...two, single], { resources: [configured(attachment, written)] }), [
      "identity app",
      "identity",
    ]);
    assert.deepEqual(usesIn([...two, single], { resources: [configured(attachment, each)] }), ["identity", "identity"]);
  });

  test("none of several that one argument is made of, and all that a list is made of", () => {
    const [a, b] = [policy("aws_iam_policy.a"), policy("aws_iam_policy.b")];
    const two = ["aws_iam_policy.a.arn", "aws_iam_policy.a", "aws_iam_policy.b.arn", "aws_iam_policy.b"];
    const one = planned(attachment, { role: "app" });
    const chosen = { resources: [configured(attachment, { policy_arn: [...two, "count.index"] })] };
    assert.deepEqual(usesIn([a, b, one], chosen), ["identity", "identity"]);
    // The other has no instance: it is made for nothing.
    assert.deepEqual(usesIn([b, one], chosen), ["identity app"]);
    const blocks = ["aws_iam_policy.a", "aws_iam_policy.b", "count.index"];
    assert.deepEqual(usesIn([a, b, one], { resources: [configured(attachment, { policy_arn: blocks })] }), [
      "identity",
      "identity",
    ]);
    const listed = { resources: [configured("aws_iam_role.app", { managed_policy_arns: two })] };
    assert.deepEqual(usesIn([a, b, role], listed), ["identity app", "identity app"]);
    const more = { resources: [configured("aws_iam_role.app", { managed_policy_arns: [...two, "var.more"] })] };
    assert.deepEqual(usesIn([a, b, role], more), ["identity app", "identity"]);
  });

  test("none of the map that a module gives by their names, unless it is one of a block by its key", () => {
    const attached = planned(attachment, { role: "app" });
    const call = (references: readonly string[]) => ({
      module_calls: { made: { module: { outputs: { arns: { expression: { references } } } } } },
      resources: [configured(attachment, { policy_arn: ['module.made.arns["b"]', "module.made.arns", "module.made"] })],
    });
    const apart = ["a", "b"].map((one) => policy(`module.made.aws_iam_policy.${one}`));
    const two = ["aws_iam_policy.a.arn", "aws_iam_policy.a", "aws_iam_policy.b.arn", "aws_iam_policy.b"];
    assert.deepEqual(usesIn([...apart, attached], call(two)), ["identity", "identity"]);
    const each = ["a", "b"].map((one) => policy(`module.made.aws_iam_policy.p["${one}"]`));
    assert.deepEqual(usesIn([...each, attached], call(["aws_iam_policy.p"])), ["identity", "identity app"]);
  });

  test("through the output of a module and the variable of another", () => {
    const inner = policy("module.made[0].aws_iam_policy.p");
    const user = planned("module.user.aws_iam_role_policy_attachment.app", { role: "app" });
    const calls = {
      made: {
        module: {
          outputs: { arn: { expression: { references: ["aws_iam_policy.p.arn", "aws_iam_policy.p"] } } },
          resources: [configured("aws_iam_policy.p", {})],
        },
      },
      user: {
        expressions: { arn: { references: ["module.made[0].arn", "module.made[0]", "module.made"] } },
        module: { resources: [configured(attachment, { policy_arn: ["var.arn"] })] },
      },
    };
    assert.deepEqual(usesIn([inner, user], { module_calls: calls }), ["identity app"]);
  });
});
