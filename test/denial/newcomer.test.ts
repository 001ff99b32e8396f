/**
 * The workspace of a newcomer: policies, and nothing that says what they are attached to. For each layer that AWS may
 * name the candidate is named, no sentence claims that it is attached, and the line that says it stands ready.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Explanation } from "../../server/src/denial/explanation.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { explanationSummary, explanationText } from "../../server/src/telling/explanation-report.ts";
import { fixTitleText } from "../../server/src/telling/fix-sentences.ts";
import { titleOf } from "../../server/src/telling/headline.ts";
import { nextInWords } from "../../server/src/telling/next-sentences.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { eighthOf } from "../support/searching.ts";

const ACCOUNT = "111122223333";
const USER = `arn:aws:iam::${ACCOUNT}:user/kim`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/batch/run-1`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/9f6a2c1e-0d52-4d7a-8f0a-1c2b3d4e5f60`;
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;

type Statement = Readonly<Record<string, unknown>>;
type Files = Readonly<Record<string, readonly Statement[] | string>>;

const allow = (Action: unknown, Resource: unknown = "*", more: Statement = {}): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown = "*", more: Statement = {}): Statement => ({
  ...allow(Action, Resource, more),
  Effect: "Deny",
});
const trust = (Principal: unknown, Action = "sts:AssumeRole", more: Statement = {}): Statement => ({
  Effect: "Allow",
  Principal,
  Action,
  ...more,
});
const denied = (caller: string, action: string, resource: string, reason: string): string =>
  `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;

function explain(message: string, files: Files): Explanation {
  const all = Object.entries(files).map(([path, content]) => ({
    path,
    text: typeof content === "string" ? content : JSON.stringify({ Version: "2012-10-17", Statement: content }),
  }));
  return explainDenial({
    message,
    workspace: readWorkspace(all, EMPTY_CONFIG),
    facts: new Map(),
    catalog: realCatalog(),
  });
}

/** What one click, or the step, would write of each file. */
function entriesOf({ fixes, next }: Explanation): readonly unknown[] {
  const written = fixes
    .filter(({ kind }) => kind === "workspace-file")
    .flatMap(({ edits }) => (JSON.parse(applyEdits("", edits)) as { policies: unknown[] }).policies);
  const copied = next.flatMap((one) =>
    one.step === "state-attachment" || one.step === "state-kind" ? [JSON.parse(one.text) as unknown] : [],
  );
  return [...written, ...copied];
}

interface Row {
  readonly of: string;
  readonly message: string;
  readonly files: Files;
  readonly candidate: string;
  readonly entry: Readonly<Record<string, unknown>>;
}

const S3 = "arn:aws:s3:::plans/2026.csv";
const EXPLICIT = (kind: string): string => `with an explicit deny in a ${kind}`;
const NONE = (kind: string, action: string): string => `because no ${kind} allows the ${action} action`;

const ROWS: readonly Row[] = [
  {
    of: "an identity-based policy that does not allow it",
    message: denied(USER, "s3:PutObject", S3, NONE("identity-based policy", "s3:PutObject")),
    files: { "policy.json": [allow("s3:GetObject", "arn:aws:s3:::plans/*")] },
    candidate: "policy.json",
    entry: { files: "policy.json", attachedTo: [USER] },
  },
  {
    of: "an identity-based policy about something else",
    message: denied(USER, "sqs:SendMessage", QUEUE, NONE("identity-based policy", "sqs:SendMessage")),
    files: { "policy.json": [allow("s3:GetObject")] },
    candidate: "policy.json",
    entry: { files: "policy.json", attachedTo: [USER] },
  },
  {
    of: "an identity-based policy with the Deny",
    message: denied(USER, "s3:PutObject", S3, "with an explicit deny in an identity-based policy"),
    files: { "policies/stop.json": [deny("s3:Put*")], "policies/all.json": [allow("*")] },
    candidate: "policies/stop.json",
    entry: { files: "policies/stop.json", attachedTo: [USER] },
  },
  {
    of: "an SCP with the Deny",
    message: denied(SESSION, "s3:PutObject", S3, EXPLICIT("service control policy")),
    files: { "scp/writes.json": [deny("s3:Put*")], "scp/leave.json": [deny("organizations:LeaveOrganization")] },
    candidate: "scp/writes.json",
    entry: { files: "scp/writes.json", targets: [ACCOUNT] },
  },
  {
    of: "an SCP that lists what is allowed, beside one that only denies",
    message: denied(SESSION, "sqs:SendMessage", QUEUE, NONE("service control policy", "sqs:SendMessage")),
    files: { "scp/list.json": [allow(["s3:*", "ec2:*"])], "scp/leave.json": [deny("organizations:LeaveOrganization")] },
    candidate: "scp/list.json",
    entry: { files: "scp/list.json", targets: [ACCOUNT] },
  },
  {
    of: "an SCP that no name tells",
    message: denied(SESSION, "s3:PutObject", S3, EXPLICIT("service control policy")),
    files: { "limits.json": [deny("s3:Put*")], "work.json": [allow("s3:*")] },
    candidate: "limits.json",
    entry: { files: "limits.json", kind: "scp", targets: [ACCOUNT] },
  },
  {
    of: "an RCP",
    message: denied(SESSION, "s3:PutObject", S3, EXPLICIT("resource control policy")),
    files: { "rcp/org.json": [deny("s3:*", "*", { Principal: "*" })] },
    candidate: "rcp/org.json",
    entry: { files: "rcp/org.json", targets: ["ACCOUNT_ID"] },
  },
  {
    of: "a permissions boundary in its folder",
    message: denied(SESSION, "sqs:SendMessage", QUEUE, NONE("permissions boundary", "sqs:SendMessage")),
    files: { "boundaries/dev.json": [allow(["s3:*", "logs:*"])] },
    candidate: "boundaries/dev.json",
    entry: { files: "boundaries/dev.json", attachedTo: [`arn:aws:iam::${ACCOUNT}:role/batch`] },
  },
  {
    of: "a permissions boundary that no name tells",
    message: denied(USER, "sqs:SendMessage", QUEUE, NONE("permissions boundary", "sqs:SendMessage")),
    files: { "ceiling.json": [allow("s3:*")] },
    candidate: "ceiling.json",
    entry: { files: "ceiling.json", kind: "boundary", attachedTo: [USER] },
  },
  {
    of: "a session policy that no name tells",
    message: denied(SESSION, "s3:PutObject", S3, EXPLICIT("session policy")),
    files: { "scope.json": [allow("s3:*"), deny("s3:Put*")] },
    candidate: "scope.json",
    entry: { files: "scope.json", kind: "session", attachedTo: [SESSION] },
  },
  {
    of: "a VPC endpoint policy",
    message: denied(SESSION, "s3:GetObject", S3, NONE("VPC endpoint policy", "s3:GetObject")),
    files: { "vpc-endpoints/s3.json": [allow("s3:*", "arn:aws:s3:::tools/*", { Principal: "*" })] },
    candidate: "vpc-endpoints/s3.json",
    entry: { files: "vpc-endpoints/s3.json", endpoint: "ENDPOINT_ID" },
  },
  {
    of: "a role trust policy",
    message: denied(USER, "sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/admin`, ""),
    files: { "trust.json": [trust({ AWS: `arn:aws:iam::${ACCOUNT}:user/lee` })] },
    candidate: "trust.json",
    entry: { files: "trust.json", resource: `arn:aws:iam::${ACCOUNT}:role/admin` },
  },
  {
    of: "a key policy",
    message: denied(SESSION, "kms:Decrypt", KEY, NONE("resource-based policy", "kms:Decrypt")),
    files: { "key-policy.json": [allow("kms:*", "*", { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/admin` } })] },
    candidate: "key-policy.json",
    entry: { files: "key-policy.json", resource: KEY },
  },
];

describe("nothing says that it is attached:", () => {
  for (const { of, message, files, candidate, entry } of eighthOf(ROWS, 0)) {
    test(of, () => {
      const explanation = explain(message, files);
      const summary = explanationSummary(explanation);
      const text = explanationText(explanation);
      assert.ok(text.includes(candidate), text);
      const shown = [...explanation.culprits, ...explanation.nearMisses];
      for (const { place } of shown) assert.equal(place.basis, "none");
      if (shown.length > 0) assert.match(text, /\b[Nn]othing (?:here )?says\b/);
      if (explanation.culprits.some(({ certain }) => certain)) assert.match(summary, /which nothing here says\.$/);
      assert.ok(!/\bNo statement in the\b/.test(summary), summary);
      assert.ok(
        entriesOf(explanation).some((one) => JSON.stringify(one) === JSON.stringify(entry)),
        JSON.stringify(entriesOf(explanation)),
      );
    });
  }
});

describe("what would allow the request is not in force, by AWS's word, so nobody is asked to say that it is:", () => {
  test("an identity-based policy is to be attached", () => {
    const message = denied(USER, "s3:PutObject", S3, NONE("identity-based policy", "s3:PutObject"));
    const explanation = explain(message, { "wide.json": [allow("s3:*")] });
    assert.equal(phraseToPlainText(titleOf(explanation)), "A policy here would allow it, but may not be attached");
    assert.match(explanationSummary(explanation), /so it is not in force as it stands here\.$/);
    assert.deepEqual(explanation.fixes.map(fixTitleText), [`Attach wide.json to ${USER}`]);
    assert.deepEqual(explanation.fixes[0]?.risks, [{ risk: "whole-policy", policyName: "wide.json" }]);
    assert.deepEqual(entriesOf(explanation), []);
  });

  test("one that allows this request alone gives nothing else", () => {
    const message = denied(USER, "s3:PutObject", S3, NONE("identity-based policy", "s3:PutObject"));
    assert.deepEqual(explain(message, { "exact.json": [allow("s3:PutObject", S3)] }).fixes[0]?.risks, []);
  });

  test("a session of IAM Identity Center has the policies of its permission set", () => {
    const session = `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Analysts_0123456789abcdef/kim@example.com`;
    const message = denied(session, "s3:PutObject", S3, NONE("identity-based policy", "s3:PutObject"));
    const titles = explain(message, { "wide.json": [allow("s3:*")] }).fixes.map(fixTitleText);
    assert.deepEqual(titles, ["Attach wide.json to the permission set Analysts"]);
  });

  for (const [of, kind, files, refuted, left] of [
    [
      "of two key policies it is the other",
      "resource-based policy",
      {
        "kms/open.json": [allow("kms:*", "*", { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })],
        "kms/shut.json": [allow("kms:*", "*", { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/admin` } })],
      },
      "kms/open.json",
      "kms/shut.json",
    ],
    [
      "of two boundaries it is the other",
      "permissions boundary",
      { "boundaries/open.json": [allow("*")], "boundaries/shut.json": [allow("s3:*")] },
      "boundaries/open.json",
      "boundaries/shut.json",
    ],
  ] as const) {
    test(of, () => {
      const explanation = explain(denied(SESSION, "kms:Decrypt", KEY, NONE(kind, "kms:Decrypt")), files);
      assert.equal(explanation.verdict, "explained");
      assert.match(explanationSummary(explanation), new RegExp(`^${left} does not allow`));
      assert.ok(!JSON.stringify(entriesOf(explanation)).includes(refuted));
      assert.ok(JSON.stringify(entriesOf(explanation)).includes(left));
    });
  }
});

test("where AWS speaks of a Deny, nobody is asked whether a policy without one is of that kind", () => {
  const message = denied(SESSION, "s3:PutObject", S3, EXPLICIT("service control policy"));
  assert.deepEqual(entriesOf(explain(message, { "work.json": [allow("sqs:*")] })), []);
  const files = entriesOf(explain(message, { "work.json": [allow("sqs:*")], "limits.json": [deny("s3:Put*")] }));
  assert.deepEqual(files, [{ files: "limits.json", kind: "scp", targets: [ACCOUNT] }]);
});

test("what follows only if a policy applies is said under that condition", () => {
  const perimeter = deny("s3:*", "*", {
    Principal: "*",
    Condition: { StringNotEquals: { "aws:ResourceAccount": ACCOUNT } },
  });
  const explanation = explain(denied(SESSION, "s3:GetObject", S3, EXPLICIT("VPC endpoint policy")), {
    "net/edge.json": [allow("*", "*", { Principal: "*" }), perimeter],
  });
  assert.match(explanationSummary(explanation), /If so, \S+ belongs to an account other than/);
});

test("a file that fits may be the policy that AWS names by its ARN", () => {
  const arn = "arn:aws:organizations::444455556666:policy/o-abc123/service_control_policy/p-1a2b3c4d";
  const explanation = explain(denied(USER, "s3:PutObject", S3, `${EXPLICIT("service control policy")}: ${arn}`), {
    "scp/writes.json": [deny("s3:Put*")],
  });
  assert.deepEqual(entriesOf(explanation), [{ files: "scp/writes.json", arn }]);
});

test("of several policies in one file the workspace file says nothing, and each has its name", () => {
  const policy = (id: string, action: string): string =>
    `  ${id}:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - { Effect: Allow, Action: "${action}", Resource: "*" }\n`;
  const explanation = explain(
    denied(
      USER,
      "ssm:StartSession",
      `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0a1b2c3d4e5f60718`,
      NONE("identity-based policy", "ssm:StartSession"),
    ),
    {
      "stack.yaml": `Resources:\n${policy("Sessions", "ssm:TerminateSession")}${policy("Commands", "ssm:SendCommand")}`,
    },
  );
  assert.deepEqual(entriesOf(explanation), []);
  const steps = explanation.next.filter(({ step }) => step === "separate-policy").map(nextInWords);
  assert.equal(steps.length, 1);
  assert.match(explanationText(explanation), /Sessions in stack\.yaml/);
  assert.match(explanationText(explanation), /Commands in stack\.yaml/);
});

describe("many alike are said in one sentence:", () => {
  const files = Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [`iam/p${at}.json`, [allow("s3:GetObject", `arn:aws:s3:::plans/*`)]]),
  );
  const text = explanationText(
    explain(denied(USER, "s3:PutObject", S3, NONE("identity-based policy", "s3:PutObject")), files),
  );
  for (const words of [
    "apply, although nothing says",
    "nothing here says so. None of them",
    "say so in iam-verdict.json, under policies",
  ]) {
    test(words, () => assert.equal(text.split(words).length, 2, text));
  }
});

test("of policies that change nothing, nobody has to say what they are attached to beside the one that is nearly right", () => {
  const explanation = explain(
    denied(USER, "sqs:SendMessage", QUEUE, NONE("identity-based policy", "sqs:SendMessage")),
    {
      "near.json": [allow("sqs:SendMesage", QUEUE)],
      "other.json": [allow("sqs:ReceiveMessage", QUEUE)],
      "third.json": [allow("s3:GetObject")],
    },
  );
  assert.deepEqual(explanation.fixes.filter(({ kind }) => kind === "workspace-file").map(fixTitleText), [
    "Say that near.json is attached to user/kim",
  ]);
  assert.deepEqual(
    explanation.next.filter(({ step }) => step === "state-attachment"),
    [],
  );
});

describe("a token that names neither role nor claims", () => {
  const message = "Error: Not authorized to perform sts:AssumeRoleWithWebIdentity";
  const provider = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` };
  const condition = {
    Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/site:*" } },
  };
  test("leads to a provider beside the wrong action", () => {
    const explanation = explain(message, { "trust.json": [trust(provider, "sts:AssumeRole", condition)] });
    assert.equal(explanation.nearMisses[0]?.place.file, "trust.json");
    assert.match(explanationSummary(explanation), /has another action: write sts:AssumeRoleWithWebIdentity there\.$/);
  });
  test("and to that alone which accepts one, if there is one", () => {
    const explanation = explain(message, {
      "a.json": [trust(provider, "sts:AssumeRole", condition)],
      "b.json": [trust(provider, "sts:AssumeRoleWithWebIdentity", condition)],
    });
    assert.deepEqual(
      explanation.nearMisses.map(({ place }) => place.file),
      ["b.json"],
    );
    assert.match(explanationSummary(explanation), /One statement here accepts tokens of an identity provider\.$/);
  });
});

describe("a policy in the place of a message", () => {
  for (const [form, text] of [
    ["JSON", JSON.stringify({ Version: "2012-10-17", Statement: [allow("s3:*")] }, undefined, 2)],
    ["YAML", "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:*\n    Resource: '*'\n"],
    ["Terraform", 'jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })'],
  ] as const) {
    test(form, () => {
      const explanation = explain(text, { "policy.json": [allow("s3:*")] });
      assert.equal(explanationSummary(explanation), "The text is a policy, not a message about one.");
      assert.deepEqual(
        explanation.next.map(({ step }) => step),
        ["paste-message"],
      );
    });
  }
  test("is not what a stack trace is", () => {
    assert.deepEqual(
      explain("Traceback (most recent call last):\n  ZeroDivisionError: division by zero", {}).next.map(
        ({ step }) => step,
      ),
      ["paste-more"],
    );
  });
});

describe("a policy whose text is broken", () => {
  const message = denied(USER, "s3:PutObject", S3, NONE("identity-based policy", "s3:PutObject"));
  const BROKEN =
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}';
  const titles = (files: Files): readonly string[] => explain(message, files).fixes.map((fix) => fixTitleText(fix));

  test("is not the one to attach where another would do", () => {
    assert.deepEqual(titles({ "a.json": BROKEN, "b.json": [allow("s3:PutObject")] }), [`Attach b.json to ${USER}`]);
  });

  test("is all that there is to attach where it stands alone", () => {
    assert.deepEqual(titles({ "a.json": BROKEN }), [`Attach a.json to ${USER}`]);
  });
});
