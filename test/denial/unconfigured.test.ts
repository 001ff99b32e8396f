/** Workspaces in which nothing says what the policies are attached to: which of them comes first, and what is said once. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { assumptionInWords } from "../../server/src/telling/assumption-sentences.ts";
import { hintInWords } from "../../server/src/telling/near-miss-sentences.ts";
import { layerInWords, unknownInWords } from "../../server/src/telling/unknown-sentences.ts";
import { nextInWords } from "../../server/src/telling/next-sentences.ts";
import { fixRisk } from "../../server/src/telling/fix-risk-sentences.ts";
import { summaryOf } from "../../server/src/telling/headline.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { realCatalog } from "../catalog/real-catalog.ts";

const ACCOUNT = "111122223333";
const ROLE = `arn:aws:sts::${ACCOUNT}:assumed-role/svc/run-1`;

const denied = (caller: string, action: string, resource: string, reason: string): string =>
  `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
const noIdentity = (action: string): string => `because no identity-based policy allows the ${action} action`;
const allows = (action: string, resource: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: resource }] });

function explain(message: string, files: Readonly<Record<string, string>>): ReturnType<typeof explainDenial> {
  const all = Object.entries(files).map(([path, text]) => ({ path, text }));
  const workspace = readWorkspace(all, EMPTY_CONFIG);
  return explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
}

describe("of many policies that allow the action on something else, the nearest name comes first:", () => {
  const secret = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret`;
  const table = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table`;
  for (const [what, action, asked, near, others] of [
    ["a secret", "secretsmanager:GetSecretValue", `${secret}:db/prod-AbCdEf`, `${secret}:db/prod`, `${secret}:app`],
    [
      "an object",
      "s3:GetObject",
      "arn:aws:s3:::acme-reports-eu/a.csv",
      "arn:aws:s3:::acme-reports/*",
      "arn:aws:s3:::x",
    ],
    ["a table", "dynamodb:GetItem", `${table}/orders-2026`, `${table}/orders-2025`, `${table}/users`],
  ] as const) {
    test(what, () => {
      const files = Object.fromEntries(
        Array.from({ length: 12 }, (_, at) => [
          `p/${String(at).padStart(2, "0")}.json`,
          allows(action, `${others}${at}`),
        ]),
      );
      const { nearMisses, unknowns, fixes } = explain(denied(ROLE, action, asked, noIdentity(action)), {
        ...files,
        "p/wanted.json": allows(action, near),
      });
      assert.equal(nearMisses[0]?.place.file, "p/wanted.json");
      const first = unknowns.find((one) => one.unknown === "attachment");
      assert.equal(first?.unknown === "attachment" ? first.file : "", "p/wanted.json");
      const said = fixes.find(({ kind }) => kind === "workspace-file");
      assert.match(JSON.stringify(said?.edits), /p\/wanted\.json/);
    });
  }
});

describe("of SCPs that AWS found not to allow it, none that does allow it is said not to:", () => {
  const scp = (effect: string, action: string): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: effect, Action: action, Resource: "*" }] });
  const [all, ofS3, guard] = [scp("Allow", "*"), scp("Allow", "s3:*"), scp("Deny", "ec2:*")];
  const target = { targets: [ACCOUNT] };
  const silent =
    "AWS found no SCP that allows it. Of those here, scps/s3.json does not allow it. Nothing says what it is attached to.";
  for (const [what, files, stated, summary] of [
    ["nothing is stated", { all, s3: ofS3 }, {}, silent],
    ["one beside them only denies", { all, s3: ofS3, guard }, {}, silent],
    ["the one that allows it is stated", { all, s3: ofS3, guard }, { all: target }, silent],
    [
      "the one that does not is stated",
      { all, s3: ofS3 },
      { s3: target },
      `No SCP here that is attached to ${ACCOUNT} allows it. Every level from the root to the account has to allow it.`,
    ],
    [
      "nothing is stated, and none allows it",
      { s3: ofS3, guard },
      {},
      "scps/s3.json does not allow it. Nothing here says that it is attached.",
    ],
    [
      "all that are here allow it",
      { all },
      { all: target },
      "AWS found no service control policy (SCP) that allows it, but those here allow it.",
    ],
    [
      "those here only deny something else",
      { guard },
      { guard: target },
      `AWS found no service control policy (SCP) that allows it. Those here do not deny it. So FullAWSAccess is no longer attached to ${ACCOUNT}.`,
    ],
  ] as const) {
    test(what, () => {
      const config = JSON.stringify({
        policies: Object.entries(stated).map(([name, says]) => ({ files: `scps/${name}.json`, kind: "scp", ...says })),
      });
      const [user, queue] = [`arn:aws:iam::${ACCOUNT}:user/ann`, `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`];
      const workspace = readWorkspace(
        Object.entries(files).map(([name, text]) => ({ path: `scps/${name}.json`, text })),
        readWorkspaceConfig("iam-verdict.json", config).config,
      );
      const reason = "because no service control policy allows the sqs:SendMessage action";
      const message = denied(user, "sqs:SendMessage", queue, reason);
      const explanation = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
      const said = phraseToPlainText(summaryOf(explanation));
      assert.equal(said.replace(`sqs:SendMessage on ${queue} for ${user}`, "it"), summary);
    });
  }
});

test("what holds for every level that is not known is said once", () => {
  const deny = (sid: string, action: string): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: sid, Effect: "Deny", Action: action, Resource: "*" }] });
  const message = denied(
    ROLE,
    "ec2:RunInstances",
    `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/*`,
    "with an explicit deny in a service control policy",
  );
  const { assumptions, request } = explain(message, {
    "scps/a.json": deny("A", "ec2:RunInstances"),
    "scps/b.json": deny("B", "organizations:LeaveOrganization"),
    "scps/c.json": deny("C", "account:*"),
  });
  const said = assumptions.map((one) => phraseToPlainText(assumptionInWords(one, request)));
  assert.deepEqual(said, [...new Set(said)]);
});

describe("a policy with syntax errors", () => {
  const message = denied(ROLE, "s3:ListBucket", "arn:aws:s3:::acme", noIdentity("s3:ListBucket"));
  const broken = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket" "Resource":"*"}]}';
  const saidOf = (files: Readonly<Record<string, string>>): readonly string[] =>
    explain(message, files).unknowns.flatMap((one) =>
      one.unknown === "broken-files" ? [phraseToPlainText(unknownInWords(one))] : [],
    );
  test("is not what AWS has, where the answer shows it", () =>
    assert.deepEqual(saidOf({ "svc-role.json": broken }), [
      "Whether svc-role.json is what AWS has. Its text has syntax errors, so AWS cannot have it as it stands here. Correct the syntax, and explain the message again.",
    ]));
  test("is not spoken of where the answer shows another", () =>
    assert.deepEqual(saidOf({ "svc-role.json": allows("s3:GetObject", "*"), "users/ann/policy.json": broken }), []));
  test("and a sound one is not doubted", () => assert.deepEqual(saidOf({ "svc-role.json": allows("s3:*", "*") }), []));
});

describe("a name that the message hides", () => {
  const commandsFor = (caller: string): readonly string[] =>
    explain(
      denied(caller, "ecs:RunTask", `arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/a:1`, noIdentity("ecs:RunTask")),
      {
        "ecs.json": allows("ecs:RunTask", `arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/b:1`),
      },
    ).next.flatMap(({ commands }) => commands);
  for (const [hidden, caller, option] of [
    ["***", "arn:aws:sts::***:assumed-role/***/***", '--role-name "$ROLE_NAME"'],
    ["<role>", `arn:aws:sts::${ACCOUNT}:assumed-role/<role>/x`, '--role-name "$ROLE_NAME"'],
    ["xxxx", `arn:aws:iam::${ACCOUNT}:user/xxxx`, '--user-name "$USER_NAME"'],
  ] as const) {
    test(`is filled in by whoever runs the command: ${hidden}`, () => {
      const commands = commandsFor(caller);
      assert.ok(
        commands.some((command) => command.endsWith(option)),
        commands.join("\n"),
      );
      assert.ok(!commands.some((command) => command.includes(hidden)), commands.join("\n"));
    });
  }
});

test("of a dead letter the target's role is looked for, not the reader's own", () => {
  const letter = `ERROR_CODE\tNO_PERMISSIONS\nTARGET_ARN\tarn:aws:sqs:eu-west-1:444455556666:jobs`;
  const commands = explain(letter, { "queue.json": allows("sqs:*", "*") }).next.flatMap((step) => step.commands);
  assert.deepEqual(commands, ['aws events list-targets-by-rule --rule "$RULE" --query "Targets[].[Arn,RoleArn]"']);
});

describe("a bucket that nothing says whose it is, with a policy that only asks for TLS:", () => {
  const bucketPolicy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::acme-reports", "arn:aws:s3:::acme-reports/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
  const message = denied(ROLE, "s3:ListBucket", "arn:aws:s3:::acme-reports", noIdentity("s3:ListBucket"));
  const { fixes, layers, byFiles } = explain(message, {
    "iam/svc.json": allows("s3:ListBucket", "arn:aws:s3:::acme-reports/*"),
    "bucket/acme-reports.json": bucketPolicy,
    "scp/regions.json": bucketPolicy.replace('"Principal":"*",', ""),
  });

  test("the fix of the caller's policy is enough, unless the bucket is another account's", () => {
    const said = fixes[0] && fixRisk(fixes[0]);
    assert.equal(fixes[0]?.verified, true);
    assert.match(
      said === undefined ? "" : phraseToPlainText(said),
      /^If the bucket belongs to another account, the bucket policy has to allow the request as well\./,
    );
  });

  test("a layer of which there is a file is not said to have none", () => {
    for (const views of [layers, byFiles.layers]) {
      const said = views.map((layer) => phraseToPlainText(layerInWords(layer)));
      assert.ok(said.includes("Service control policy (SCP): no file here is known to apply"), said.join("\n"));
      assert.ok(said.includes("Resource control policy (RCP): no file here"), said.join("\n"));
    }
  });
});

test("a bucket policy that is not here is fetched from the bucket, and nothing is presumed of whose that is", () => {
  const said = "because no resource-based policy allows the s3:GetObject action";
  const { assumptions, next, request } = explain(
    denied(ROLE, "s3:GetObject", "arn:aws:s3:::partner-data/a/b.csv", said),
    {},
  );
  assert.deepEqual(
    assumptions.map((one) => phraseToPlainText(assumptionInWords(one, request))),
    [],
  );
  const first = next[0];
  assert.equal(first && phraseToPlainText(nextInWords(first)), "Fetch the bucket policy of arn:aws:s3:::partner-data.");
});

describe("the policy of another resource, where the one that was asked for has none here", () => {
  const other = "arn:aws:sts::444455556666:assumed-role/app/i-1";
  const policyFor = (action: string, resource: unknown, principal: unknown = "*"): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: principal, Action: action, Resource: resource }],
    });
  const near = (action: string, asked: string, files: Readonly<Record<string, string>>): readonly string[] => {
    const { reason, nearMisses } = explain(
      denied(other, action, asked, `because no resource-based policy allows the ${action} action`),
      files,
    );
    assert.equal(reason, "no-file-of-layer");
    return nearMisses.map(({ place, hints: [hint] }) => `${place.file} ${hint?.hint ?? ""}`);
  };
  const queue = `arn:aws:sqs:eu-west-1:${ACCOUNT}`;
  const secret = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret`;
  const several = (action: string, resource: (at: number) => string): Readonly<Record<string, string>> =>
    Object.fromEntries([0, 1, 2].map((at) => [`p/${at}.json`, policyFor(action, resource(at))]));

  for (const [what, action, asked, files, shown] of [
    ["a slip", "sqs:SendMessage", `${queue}:job`, { "q.json": policyFor("sqs:*", `${queue}:jobs`) }, ["q.json"]],
    [
      "of several the one with a slip",
      "s3:GetObject",
      "arn:aws:s3:::acme-reports/a.csv",
      {
        ...several("s3:GetObject", (at) => `arn:aws:s3:::logs-${at}/*`),
        "b.json": policyFor("s3:GetObject", "arn:aws:s3:::acme-report/*"),
      },
      ["b.json"],
    ],
    [
      "the same name in another Region",
      "secretsmanager:GetSecretValue",
      `${secret}:db-AbCdEf`,
      { "s.json": policyFor("secretsmanager:GetSecretValue", `${secret.replace("west", "north")}:db-AbCdEf`) },
      ["s.json"],
    ],
    [
      "the only one of its kind",
      "s3:GetObject",
      "arn:aws:s3:::customers/a.csv",
      {
        "b.json": policyFor("s3:GetObject", "arn:aws:s3:::logs/*"),
        ...several("sqs:SendMessage", (at) => `${queue}:q${at}`),
      },
      ["b.json"],
    ],
    [
      "none of several",
      "s3:GetObject",
      "arn:aws:s3:::customers/a.csv",
      several("s3:GetObject", (at) => `arn:aws:s3:::logs-${at}/*`),
      [],
    ],
    [
      "not one of another action",
      "s3:GetObject",
      "arn:aws:s3:::acme-reports/a.csv",
      { "b.json": policyFor("s3:PutObject", "arn:aws:s3:::acme-report/*") },
      [],
    ],
    [
      "not one for somebody else",
      "s3:GetObject",
      "arn:aws:s3:::acme-reports/a.csv",
      { "b.json": policyFor("s3:GetObject", "arn:aws:s3:::acme-report/*", { AWS: "999999999999" }) },
      [],
    ],
    [
      "not one for two",
      "s3:GetObject",
      "arn:aws:s3:::acme-reports/a.csv",
      { "b.json": policyFor("s3:GetObject", ["arn:aws:s3:::acme-report/*", "arn:aws:s3:::logs/*"]) },
      [],
    ],
    [
      "not an access point in the place of a bucket",
      "s3:GetObject",
      "arn:aws:s3:::acme-reports/a.csv",
      { "b.json": policyFor("s3:GetObject", `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/acme-report/object/*`) },
      [],
    ],
  ] as const) {
    test(what, () => {
      assert.deepEqual(
        near(action, asked, files),
        shown.map((file) => `${file} for-another`),
      );
    });
  }

  test("is said to be another's, with what to do", () => {
    const { nearMisses, fixes, next } = explain(
      denied(
        other,
        "sqs:SendMessage",
        `${queue}:job`,
        "because no resource-based policy allows the sqs:SendMessage action",
      ),
      { "q.json": policyFor("sqs:*", `${queue}:jobs`) },
    );
    const [hint] = nearMisses[0]?.hints ?? [];
    assert.equal(
      hint === undefined ? "" : phraseToPlainText(hintInWords(hint)),
      `It is for another queue, ${queue}:jobs. If the request was meant for that one, correct the request. If the policy was meant for ${queue}:job, correct the policy.`,
    );
    assert.deepEqual(fixes, []);
    assert.ok(next.some(({ step }) => step === "copy-statement"));
  });
});

describe("a group of whose users no file names one", () => {
  const user = `arn:aws:iam::${ACCOUNT}:user/ann`;
  const message = denied(user, "s3:PutObject", '"arn:aws:s3:::acme-docs/a"', noIdentity("s3:PutObject"));
  const terraform = `
resource "aws_iam_group_policy" "base" {
  group  = "developers"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Read", Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-docs/*" }]
  })
}`;
  const template = `
Resources:
  Developers:
    Type: AWS::IAM::Group
    Properties:
      GroupName: developers
      Policies:
        - PolicyName: base
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Read
                Effect: Allow
                Action: s3:GetObject
                Resource: arn:aws:s3:::acme-docs/*
`;
  for (const [path, text] of [
    ["main.tf", terraform],
    ["group.yaml", template],
  ] as const) {
    test(`may have the caller, in ${path}`, () => {
      const { fixes, nearMisses } = explain(message, { [path]: text });
      assert.equal(nearMisses[0]?.place.sid, "Read");
      const risk = fixes[0] && fixRisk(fixes[0]);
      const said = risk === undefined ? "" : phraseToPlainText(risk);
      assert.match(said, /Nothing here says that the caller is in the group developers, which has the policy base\.$/);
      assert.ok(fixes.some(({ change }) => change.change === "say-member" && change.group === "developers"));
    });

    test(`has it where the workspace file says so, in ${path}`, () => {
      const config = readWorkspaceConfig("iam-verdict.json", '{"groups":{"developers":["ann"]}}').config;
      const workspace = readWorkspace([{ path, text }], config);
      const { fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
      assert.deepEqual(
        fixes[0]?.risks.filter(({ risk }) => risk === "not-known-attached"),
        [],
      );
    });
  }

  test("is not a role's", () => {
    const of = denied(ROLE, "s3:PutObject", '"arn:aws:s3:::acme-docs/a"', noIdentity("s3:PutObject"));
    assert.deepEqual(
      explain(of, { "main.tf": terraform }).fixes.map(({ change }) => change.change),
      [],
    );
  });
});

describe("a policy that five roles have, where nobody is said to have asked", () => {
  const attachments = [1, 2, 3, 4, 5].map(
    (id) =>
      `resource "aws_iam_role_policy_attachment" "r${id}" {\n  role       = "svc-${id}"\n  policy_arn = aws_iam_policy.shared.arn\n}\n`,
  );
  const terraform = `
resource "aws_iam_policy" "shared" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::data-1/*" }]
  })
}
${attachments.join("")}`;
  const message = `is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::data-1/x ${noIdentity("s3:PutObject")}`;

  test("gets a change that is said to be for all of them, whoever it was", () => {
    const [first] = explain(message, { "main.tf": terraform }).fixes;
    assert.ok(first !== undefined);
    assert.equal(first.callers?.length, 5);
    assert.match(
      phraseToPlainText(fixRisk(first) ?? []),
      /The change applies to all of them, because they share the policy\.$/,
    );
    const shared = first.risks.flatMap((one) => (one.risk === "shared-policy" ? one.holders : []));
    assert.deepEqual(shared.toSorted(), ["svc-1", "svc-2", "svc-3", "svc-4", "svc-5"]);
  });
});
