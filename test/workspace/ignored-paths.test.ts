import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { leavesOut } from "../../server/src/workspace/ignored-paths.ts";

const ROOT = "build/\n*.local.json\n*.tfvars\n*.tfvars.json\n*.tfstate\noverride.tf\ncdk.out\n.iam-verdict/\n";

describe("a path is left out", () => {
  const isLeftOut = leavesOut([
    { path: ".gitignore", text: ROOT },
    { path: "app/.gitignore", text: "!kept.local.json\n/own.json\n" },
    { path: ".iam-verdict/.gitignore", text: "*\n" },
  ]);
  const PATHS: Readonly<Record<string, boolean>> = {
    "policy.json": false,
    "build/policy.json": true,
    "app/build/deep/policy.json": true,
    "builder/policy.json": false,
    "a.local.json": true,
    "app/a.local.json": true,
    "app/kept.local.json": false,
    "kept.local.json": true,
    "app/own.json": true,
    "app/deep/own.json": false,
    // Who deploys from here has them.
    "terraform.tfvars": false,
    "terraform.tfvars.json": false,
    "app/override.tf": false,
    "terraform.tfstate": false,
    "build/terraform.tfvars": true,
    // Nothing else says what the CDK deploys; what was fetched ignores itself.
    "cdk.out/App.template.json": false,
    "infra/cdk.out/App.template.json": false,
    "build/cdk.out/App.template.json": true,
    ".iam-verdict/role.json": false,
    // What tools install, whatever Git says of it.
    "node_modules/p/policy.json": true,
    ".terraform/modules/m/main.tf": true,
    "live/.terraform/modules/m/main.tf": true,
  };
  for (const [path, expected] of Object.entries(PATHS)) {
    test(`${path}: ${expected ? "yes" : "no"}`, () => assert.equal(isLeftOut(path), expected));
  }

  test("in each folder of a window by its own file", () => {
    const ofTwo = leavesOut([{ path: "one/.gitignore", text: "/out\n" }]);
    assert.deepEqual(["one/out/a.json", "two/out/a.json"].map(ofTwo), [true, false]);
  });
});
