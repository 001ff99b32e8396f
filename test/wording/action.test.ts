import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { describeAction, describeActionEntry } from "../../server/src/wording/action.ts";
import { toPlainText } from "../../server/src/wording/plain-text.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const catalog = miniCatalog();

function words(written: string, element: "Action" | "NotAction" = "Action"): string {
  return toPlainText(describeActionEntry(written, element, catalog));
}

test("an action says what it does, on what, with which keys, and what else it needs", () => {
  assert.equal(
    words("LAMBDA:createfunction"),
    [
      "lambda:CreateFunction",
      "Grants permission to create a function.",
      "  - AWS Lambda, access level Write.",
      "  - Needs a resource of type function.",
      "  - Condition keys: aws:ResourceTag/${TagKey}.",
      "  - Depending on what a call does, it also needs iam:PassRole (AWS data of 2025-01-31, which may be incomplete).",
      "AWS data of 2026-01-31.",
      "",
    ].join("\n"),
  );
});

describe("what is said of an action", () => {
  const cases: readonly (readonly [written: string, words: RegExp])[] = [
    ["s3:ListAllMyBuckets", /Acts on no particular resource: its Resource must be \*\./],
    ["s3:ListAllMyBuckets", /Condition keys: only global ones\./],
    ["s3:GetObject", /Resource types: accesspointobject or object\./],
    ["s3:GetObject", /Condition keys: .*s3:DataAccessPointArn/],
    [
      "ec2:RunInstances",
      /One call is decided once for each of its resources: (?:instance and image|image and instance)\./,
    ],
    [
      "s3:ReplicateObject",
      /Permission only: no API operation has this name \(AWS data of 2025-01-31, which may be incomplete\)/,
    ],
    ["s3:Get*", /Matches 1 action of Amazon S3: s3:GetObject\./],
    [
      "s3:*Object",
      /Matches 4 actions of Amazon S3: s3:GetObject, s3:PutObject, s3:DeleteObject and s3:ReplicateObject\./,
    ],
    ["s3:Moo*", /matches no action of Amazon S3 in AWS's service reference of 2026-01-31\./],
    ["*", /Every action of every service\./],
    ["**", /Every action of every service\./],
    ["GetObject", /GetObject has no service prefix, so it matches nothing/],
    ["*:GetObject", /AWS does not document what a wildcard in the service prefix matches/],
    ["s33:GetObject", /The prefix s33 is not in AWS's service reference of 2026-01-31\./],
    ["s3:GetObjekt", /s3:GetObjekt is not in AWS's service reference of 2026-01-31\./],
    [
      "s3:HeadObject",
      /s3:HeadObject is the name of an API operation\. Its permission is s3:GetObject\. Write that instead\./,
    ],
    [
      "deepracer:CreateCar",
      /AWS no longer lists the service deepracer\. \(AWS data of 2026-01-31; that of 2025-01-31 still had it\)/,
    ],
    ["trustedadvisor:CreateEngagement", /is no longer a Trusted Advisor action\. \(AWS data of 2026-01-31;/],
    ["__proto__:constructor", /The prefix __proto__ is not in/],
    ["s3:__proto__", /s3:__proto__ is not in AWS's service reference/],
  ];
  for (const [written, expected] of cases)
    test(`${written} ${expected.source}`, () => assert.match(words(written), expected));
});

test("of many keys the service's own come first, then the global ones, and the rest is counted", () => {
  const service = catalog.service("s3");
  const action = service?.action("GetObject");
  assert.ok(service !== undefined && action !== undefined);
  const foreign = Array.from({ length: 15 }, (_, at) => `idp${at}.example.com:sub`);
  const { permissionOnly, resourcesAttested, namedAfter } = action;
  const many = {
    ...{ service: "s3", name: "GetObject", accessLevels: ["Read"], description: undefined, dependentActions: [] },
    ...{ permissionOnly, resourcesAttested, namedAfter, resources: [] },
    conditionKeys: [...foreign, "aws:TagKeys", "s3:prefix"],
  };
  assert.match(
    toPlainText(describeAction(many, service, catalog.info)),
    /Condition keys: s3:prefix, aws:TagKeys, idp0\.example\.com:sub, .*idp13\.example\.com:sub and 1 more\./,
  );
});

test("under NotAction everything else is meant", () => {
  assert.match(
    words("s3:*", "NotAction"),
    /^s3:\*\nUnder NotAction: this statement covers every action except those that its entries match\.\n/,
  );
});
