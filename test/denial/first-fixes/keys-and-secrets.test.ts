/** What is offered first, and said, where it takes knowledge of AWS KMS and AWS Secrets Manager. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { hintInWords } from "../../../server/src/telling/near-miss-sentences.ts";
import { phraseToPlainText } from "../../../server/src/wording/plain-text.ts";
import { explained, explainedIn } from "../../support/explained.ts";
import { ACCOUNT, CALLER, noAllow, refused } from "../../support/refusals.ts";

test("a key is listed beside its alias where the call acts on both", () => {
  const kms = (rest: string): string => `arn:aws:kms:eu-west-1:${ACCOUNT}:${rest}`;
  const key = kms("key/1234abcd-12ab-34cd-56ef-1234567890ab");
  const titleFor = (action: string): string | undefined =>
    explained(noAllow(action, key), {
      "roles/app/p.json": { Sid: "Keys", Effect: "Allow", Action: action, Resource: kms("alias/app") },
    }).fixes.map(fixTitleText)[0];
  assert.equal(titleFor("kms:UpdateAlias"), `Add ${key} to the resources of statement Keys of roles/app/p.json`);
  assert.equal(
    titleFor("kms:Decrypt"),
    `In statement Keys of roles/app/p.json, write ${key} instead of ${kms("alias/app")}`,
  );
});

describe("a secret that was asked for by its name", () => {
  const secret = (name: string): string => `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:${name}`;
  const nearestFor = (written: string, name: string) =>
    explained(noAllow("secretsmanager:GetSecretValue", name), {
      "roles/app/p.json": { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: written },
    }).nearMisses[0];
  const resourceOf = (near: ReturnType<typeof nearestFor>) =>
    near?.elements.find(({ element }) => element === "resource")?.truth;

  test("is not the ARN without the characters behind the name", () => {
    const near = nearestFor(secret("prod/db"), "prod/db");
    assert.equal(resourceOf(near), "no");
    assert.deepEqual(
      near?.hints.map((hint) => phraseToPlainText(hintInWords(hint))),
      [
        `${secret("prod/db")} matches no secret, because Secrets Manager ends the ARN of each with a hyphen and six characters of its own. Write ${secret("prod/db-??????")}.`,
      ],
    );
  });

  for (const [what, written, name, truth] of [
    ["a pattern for the characters", secret("prod/db-??????"), "prod/db", "unknown"],
    ["a wildcard", secret("prod/*"), "prod/db", "unknown"],
    ["a name that ends like one", secret("app-server"), "app-server", "unknown"],
    ["another name", secret("prod/other"), "prod/db", "no"],
  ] as const) {
    test(`gets no such hint for ${what}`, () => {
      const near = nearestFor(written, name);
      assert.equal(resourceOf(near), truth);
      assert.deepEqual(near?.hints, []);
    });
  }
});

describe("a secret beside others", () => {
  const secret = (name: string): string => `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:${name}`;
  const firstFor = (...written: readonly string[]): string | undefined =>
    explained(noAllow("secretsmanager:GetSecretValue", secret("prod/db-AbCdEf")), {
      "roles/app/p.json": {
        Sid: "Own",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: written.map(secret),
      },
    }).fixes.map(fixTitleText)[0];
  const title = (name: string): string => `Add ${secret(name)} to the resources of statement Own of roles/app/p.json`;

  test("ends as they do where all end with any six characters", () => {
    assert.equal(firstFor("prod/api-??????", "prod/cache-??????"), title("prod/db-??????"));
  });

  test("is written with its own characters where one is", () => {
    assert.equal(firstFor("prod/api-??????", "prod/cache-GhIjKl"), title("prod/db-AbCdEf"));
    assert.equal(firstFor("prod/api-*"), title("prod/db-AbCdEf"));
  });
});

describe("the service of a key's condition in another Region", () => {
  const key = (id: string): string => `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${id}`;
  const firstFor = (id: string, written: string, file = "key-policy.json"): string | undefined => {
    const [first] = explained(
      `An error occurred (AccessDeniedException) when calling the GetSecretValue operation: User: ${CALLER} is not authorized to perform: kms:Decrypt on resource: ${key(id)} because no resource-based policy allows the kms:Decrypt action`,
      {
        [file]: {
          Sid: "Via",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: { StringEquals: { "kms:ViaService": written } },
        },
      },
    ).fixes;
    return first && fixTitleText(first);
  };
  const [here, there] = ["secretsmanager.eu-west-1.amazonaws.com", "secretsmanager.us-east-1.amazonaws.com"];

  test("is corrected in the key's policy", () =>
    assert.equal(
      firstFor("11111111-2222-3333-4444-555555555555", there),
      `In the condition on kms:ViaService of statement Via of key-policy.json, write "${here}" instead of "${there}"`,
    ));

  for (const [what, id, written] of [
    ["a multi-Region key", "mrk-1234abcd12ab34cd56ef1234567890ab", there],
    ["another service", "11111111-2222-3333-4444-555555555555", "s3.us-east-1.amazonaws.com"],
  ] as const) {
    test(`is kept for ${what}`, () => assert.doesNotMatch(firstFor(id, written) ?? "", /instead of/));
  }
});

describe("a grant that Amazon EC2 Auto Scaling makes", () => {
  const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
  const firstFor = (role: string): string => {
    const [first] = explained(
      refused(
        "kms:CreateGrant",
        key,
        "because no resource-based policy allows the kms:CreateGrant action",
        `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/x`,
      ),
      {
        "key-policy.json": {
          Sid: "Use",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
          Action: "kms:Decrypt",
          Resource: "*",
        },
      },
    ).fixes;
    return (first?.edits ?? []).map(({ newText }) => newText).join("");
  };

  test("is allowed for what AWS encrypts", () =>
    assert.match(firstFor("AWSServiceRoleForAutoScaling"), /kms:GrantIsForAWSResource/));
  test("unlike one that somebody makes", () => assert.doesNotMatch(firstFor("app"), /kms:GrantIsForAWSResource/));
});

describe("the waiting period before a key is deleted", () => {
  test("is said with its option", () => {
    const { fixes, next } = explained(
      refused(
        "kms:ScheduleKeyDeletion",
        `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`,
        "with an explicit deny in a service control policy",
      ),
      {
        "scp.json": {
          Effect: "Deny",
          Action: "kms:ScheduleKeyDeletion",
          Resource: "*",
          Condition: { NumericLessThan: { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" } },
        },
      },
    );
    assert.equal(fixes[0] && fixTitleText(fixes[0]), "Schedule the deletion with a waiting period of 30 days");
    const step = next.find((one) => one.step === "cli-options");
    assert.deepEqual(step?.step === "cli-options" && step.options, ["--pending-window-in-days 30"]);
  });
});

test("a role under any path is let in by the account of the template, as its neighbour is, and helps for certain", () => {
  const text = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - Sid: Writers
            Effect: Allow
            Principal:
              AWS: !Sub "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/writer"
            Action: kms:Decrypt
            Resource: "*"
`;
  const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const { fixes } = explainedIn(noAllow("kms:Decrypt", key, "resource-based policy"), [{ path: "key.yaml", text }]);
  const fix = fixes.find((one) => fixTitleText(one).endsWith("under any path"));
  assert.equal(fix?.verified, true);
  assert.ok(!fix.risks.some(({ risk }) => risk === "role-without-path"));
  assert.match(
    fix.edits.map(({ newText }) => newText).join(""),
    /!Sub arn:\$\{AWS::Partition\}:iam::\$\{AWS::AccountId\}:role\/\*/,
  );
});
