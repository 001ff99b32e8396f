/** What is offered first where it has to be known which resource it was, where the message says only half of it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { explained } from "../../support/explained.ts";
import { ACCOUNT, CALLER, noAllow } from "../../support/refusals.ts";

describe("what a message names in words", () => {
  const titlesFor = (resource: string, action = "iam:GetRole") =>
    explained(noAllow(action, "role app-web"), {
      "roles/app/p.json": { Sid: "Roles", Effect: "Allow", Action: "iam:CreateRole", Resource: resource },
    }).fixes.map((fix) => [fixTitleText(fix), fix.verified, fix.risks[0]]);

  test("gets the action beside what covers it without a path, on the condition that it has none", () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/app-web`;
    assert.deepEqual(titlesFor(`arn:aws:iam::${ACCOUNT}:role/app-*`), [
      [
        "Add iam:GetRole to the actions of statement Roles of roles/app/p.json",
        false,
        { risk: "only-if-resource", said: "role app-web", resource: arn },
      ],
    ]);
  });

  test("gets nothing beside what covers others", () =>
    assert.deepEqual(titlesFor(`arn:aws:iam::${ACCOUNT}:role/team-*`), []));
});

describe("what a message calls by its name alone", () => {
  const titles = (resource: string, said: string, action = "secretsmanager:CreateSecret") =>
    explained(noAllow(action, said), {
      "roles/app/p.json": { Sid: "Own", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: resource },
    }).fixes.map(({ change, risks: [risk], edits: [edit], verified }) => ({
      change: change.change,
      for: risk?.risk === "only-if-resource" ? risk.resource : undefined,
      writes: edit?.newText.match(/arn:[^"]*/)?.[0],
      verified,
    }));
  const inEach = (service: string, rest: string): string => `arn:aws:${service}:*:${ACCOUNT}:${rest}`;
  const secret = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:api/queue-??????`;

  test("gets the action where a statement covers the name in its Region, and a statement for each Region after that", () =>
    assert.deepEqual(titles(`arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:api/*`, "api/queue"), [
      { change: "add-action", for: secret, writes: undefined, verified: false },
      {
        change: "add-statement",
        for: inEach("secretsmanager", "secret:api/queue-??????"),
        writes: inEach("secretsmanager", "secret:api/queue-??????"),
        verified: false,
      },
    ]));

  for (const [action, said, resource] of [
    ["sqs:CreateQueue", "jobs", inEach("sqs", "jobs")],
    ["ecr:CreateRepository", "web", inEach("ecr", "repository/web")],
    ["s3:CreateBucket", "acme-logs", "arn:aws:s3:::acme-logs"],
  ] as const) {
    test(`gets a statement of its own beside what is about others: ${action}`, () =>
      assert.deepEqual(
        titles("*", said, action).map(({ writes }) => writes),
        [resource],
      ));
  }

  test("gets one for a secret, whose ARN is not told to whoever may not read it", () => {
    const others = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:dev/*`;
    assert.deepEqual(
      titles(others, "prod/db", "secretsmanager:GetSecretValue").map(({ writes }) => writes),
      [inEach("secretsmanager", "secret:prod/db-??????")],
    );
  });

  for (const [what, action, said] of [
    ["a role may be under any path", "iam:GetRole", "role web"],
    ["more than one kind of resource may have the name", "rds:CreateDBInstance", "orders"],
    ["a part is hidden", "sqs:CreateQueue", "***"],
    ["it is there already, so that its ARN can be told", "sqs:SendMessage", "jobs"],
  ] as const) {
    test(`gets none where ${what}`, () => assert.deepEqual(titles("*", said, action), []));
  }
});

describe("a request for what the message does not name", () => {
  const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
  const message = `User: ${CALLER} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`;
  const fixesFor = (resource: string | readonly string[]) =>
    explained(message, {
      "roles/app/p.json": { Sid: "Key", Effect: "Allow", Action: "kms:GenerateDataKey", Resource: resource },
    }).fixes.map((fix) => [fixTitleText(fix), fix.verified, fix.risks[0]]);

  test("gets the action where a statement names one resource alone, on the condition that it is for that", () =>
    assert.deepEqual(fixesFor(key), [
      [
        "Add kms:Decrypt to the actions of statement Key of roles/app/p.json",
        false,
        { risk: "only-if-resource", said: "", resource: key },
      ],
    ]));

  for (const [what, resource] of [
    ["one of several", [key, key.replace("1111", "2222")]],
    ["what is no resource of the action", `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/app`],
  ] as const) {
    test(`gets none where it may be ${what}`, () => assert.deepEqual(fixesFor(resource), []));
  }

  const bucket = "arn:aws:s3:::acme-in";
  const group = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/app/w`;
  const firstOf = (operation: string, statement: object) => {
    const { nearMisses, fixes } = explained(
      `An error occurred (AccessDenied) when calling the ${operation} operation: Access Denied`,
      {
        "roles/app/p.json": { Sid: "Own", Effect: "Allow", ...statement },
      },
      new Map([["principal", CALLER]]),
    );
    return [fixes[0] && fixTitleText(fixes[0]), ...(nearMisses[0]?.hints ?? []).map(({ hint }) => hint)];
  };
  for (const [what, operation, statement, ...expected] of [
    [
      "all objects where the statement names their bucket",
      "GetObject",
      { Action: "s3:GetObject", Resource: bucket },
      "In statement Own of roles/app/p.json, write arn:aws:s3:::acme-in/* instead of arn:aws:s3:::acme-in",
      "lacks-what-is-inside",
    ],
    [
      "all streams where the statement names their log group",
      "PutLogEvents",
      { Action: "logs:PutLogEvents", Resource: group },
      `In statement Own of roles/app/p.json, write ${group}:* instead of ${group}`,
      "lacks-what-is-inside",
    ],
    [
      "the permission in the place of the operation that needs it",
      "ListObjectsV2",
      { Action: ["s3:GetObject", "s3:ListObjectsV2"], Resource: [bucket, `${bucket}/*`] },
      "In statement Own of roles/app/p.json, write s3:ListBucket instead of s3:ListObjectsV2",
    ],
    [
      "nothing where it may be in either of two",
      "GetObject",
      { Action: "s3:GetObject", Resource: [bucket, "arn:aws:s3:::acme-out"] },
      undefined,
      "lacks-what-is-inside",
    ],
    [
      "nothing where the statement has all of them",
      "GetObject",
      { Action: "s3:PutObject", Resource: [`${bucket}/*`, "arn:aws:s3:::acme-out/*"] },
      undefined,
    ],
  ] as const)
    test(`gets ${what}`, () => assert.deepEqual(firstOf(operation, statement), expected));
});
