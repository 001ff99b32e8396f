import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type HostReading } from "../../server/src/hosts/host.ts";
import { jsonHost } from "../../server/src/hosts/json.ts";
import { resultOf } from "../../server/src/text/steps.ts";

const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
const ROLE = "arn:aws:iam::111122223333:role/app";
const READ = "arn:aws:iam::111122223333:policy/Read";

const reading = (content: unknown, path = "a.json"): HostReading =>
  resultOf(
    jsonHost.read({
      path,
      languageId: undefined,
      text: typeof content === "string" ? content : JSON.stringify(content),
    }),
  );

describe("saved output of the AWS CLI", () => {
  test("states what its policies are and whose", () => {
    const role = {
      RoleName: "app",
      Arn: ROLE,
      AssumeRolePolicyDocument: POLICY,
      RolePolicyList: [{ PolicyName: "own", PolicyDocument: POLICY }],
    };
    assert.deepEqual(
      reading({ RoleDetailList: [role] }).sites.map(({ kind, name, stated, standing }) => ({
        kind,
        name,
        attachedTo: stated.attachedTo,
        resource: stated.resource,
        standing,
      })),
      [
        { kind: "trust", name: "app (trust policy)", attachedTo: [], resource: ROLE, standing: "copy" },
        { kind: "identity", name: "own", attachedTo: [ROLE], resource: undefined, standing: "copy" },
      ],
    );
  });

  test("states links although it holds no policy", () => {
    const role = { RoleName: "app", Arn: ROLE, AttachedManagedPolicies: [{ PolicyName: "Read", PolicyArn: READ }] };
    const { sites, links } = reading({ RoleDetailList: [role] });
    assert.deepEqual(sites, []);
    assert.deepEqual(links, [{ has: "policy", holder: ROLE, held: READ }]);
  });

  test("marks the versions of a policy that are not in force", () => {
    const versions = ["v2", "v1"].map((VersionId) => ({ VersionId, Document: POLICY }));
    const managed = { PolicyName: "Read", Arn: READ, DefaultVersionId: "v2", PolicyVersionList: versions };
    assert.deepEqual(
      reading({ Policies: [managed] }).sites.map(({ stated, standing }) => [stated.arn, standing]),
      [
        [READ, "copy"],
        [undefined, "old"],
      ],
    );
  });
});

describe("a file that is no such output", () => {
  for (const [what, content] of [
    ["a policy", POLICY],
    ["a template", { Resources: { R: { Properties: { PolicyDocument: POLICY } } } }],
    ["a list", "[1]"],
    ["half a file", '{"RoleDetailList": ['],
    ["lists of other things", '{"Policies": [1, "x"], "Users": null, "PolicyArn": {}}'],
  ] as const) {
    test(`${what} states nothing`, () => {
      const { sites, links } = reading(content);
      assert.deepEqual(links, []);
      assert.deepEqual(
        sites.filter(({ standing }) => standing !== "source"),
        [],
      );
    });
  }
});
