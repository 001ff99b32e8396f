import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Carriers, describeKey } from "../../server/src/wording/key.ts";
import { toPlainText } from "../../server/src/wording/plain-text.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const catalog = miniCatalog();

function words(written: string, carriers?: Carriers): string {
  return toPlainText(describeKey(written, catalog, carriers));
}

describe("what is said of a condition key", () => {
  const cases: readonly (readonly [written: string, words: RegExp])[] = [
    ["aws:SourceIp", /Type IPAddress, one value, global key\./],
    ["aws:sourceip", /Present: In requests that do not come through a VPC endpoint\./],
    ["aws:SourceIp", /Caution: It is a public address, except for clients of a file system/],
    ["aws:SourceIp", /It can be used with any action\./],
    ["aws:SecureTransport", /Present: In every request\./],
    ["aws:TagKeys", /Type String, several values, global key\./],
    ["aws:TagKeys", /A request may carry several values for it, so the operator needs ForAnyValue: or ForAllValues:\./],
    ["aws:TagKeys", /It can be used with the actions for which AWS lists it\./],
    ["aws:RequestTag/team", /Type String, one value, global key, written aws:RequestTag\/\$\{TagKey\}\./],
    ["aws:PrincipalOrgID", /A wildcard in its value serves no purpose\./],
    ["aws:EpochTime", /Type Date or Numeric/],
    ["s3:ExistingObjectTag/team", /Type String, one value, written s3:ExistingObjectTag\/<key>\./],
    ["s3:max-keys", /Filters access by the most keys to list\.\n {2}- Type Numeric, one value\./],
    ["dynamodb:LeadingKeys", /several values/],
    ["s3:nothing", /s3:nothing is not in AWS's service reference of 2026-01-31\./],
    ["aws:Nothing", /aws:Nothing is not in AWS's service reference/],
    ["nosuch:key", /nosuch:key is not in AWS's service reference/],
    ["accounts.example.com:sub", /A key of an identity provider/],
    ["prefix", /prefix is not a condition key: write one as service:Name or aws:Name\./],
  ];
  for (const [written, expected] of cases)
    test(`${written} ${expected.source}`, () => assert.match(words(written), expected));
});

describe("which actions carry it", () => {
  const cases: readonly (readonly [carriers: Carriers, sentence: string])[] = [
    [
      { of: "statement", carrying: ["s3:ListBucket"], lacking: [] },
      "AWS's service reference lists it with all of this statement's actions: s3:ListBucket.",
    ],
    [
      { of: "statement", carrying: ["s3:ListBucket"], lacking: ["s3:GetObject"] },
      "Of this statement's actions, AWS's service reference lists it with s3:ListBucket. Not with s3:GetObject.",
    ],
    [
      { of: "statement", carrying: [], lacking: ["s3:GetObject"] },
      "AWS's service reference lists it with none of this statement's actions: s3:GetObject.",
    ],
    [
      { of: "statement", carrying: ["s3:A"], lacking: ["s3:B", "s3:C", "s3:D", "s3:E", "s3:F"] },
      "Of this statement's actions, AWS's service reference lists it with s3:A. Not with the other 5.",
    ],
    [
      { of: "statement", carrying: [], lacking: ["s3:B", "s3:C", "s3:D", "s3:E", "s3:F"] },
      "AWS's service reference lists it with none of this statement's 5 actions.",
    ],
    [
      { of: "service", prefix: "s3", carrying: ["s3:ListBucket"], total: 6 },
      "AWS's service reference lists it with 1 of 6 actions of s3: s3:ListBucket.",
    ],
    [{ of: "service", prefix: "s3", carrying: [], total: 6 }, "AWS's service reference lists it with no action of s3."],
    [
      { of: "service", prefix: "s3", carrying: ["s3:A", "s3:B"], total: 2 },
      "AWS's service reference lists it with all 2 actions of s3: s3:A and s3:B.",
    ],
  ];
  for (const [carriers, sentence] of cases) {
    test(sentence, () =>
      assert.ok(words("s3:prefix", carriers).includes(`  - ${sentence}\n`), words("s3:prefix", carriers)),
    );
  }
});
