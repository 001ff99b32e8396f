/** What a fix rests on: a request that can be sent, and nothing that is only presumed. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { fixRisk } from "../../../server/src/telling/fix-risk-sentences.ts";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { phraseToPlainText } from "../../../server/src/wording/plain-text.ts";
import { readWorkspaceConfig } from "../../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { miniCatalog } from "../../support/mini-catalog.ts";
import { eighthOf } from "../../support/searching.ts";

const ANN = "arn:aws:iam::111111111111:user/ann";
const DENIED = `User: ${ANN} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::alpha/red"`;

type Statement = Readonly<Record<string, unknown>>;

function explained(message: string, files: Readonly<Record<string, Statement | readonly Statement[]>>, config: object) {
  const texts = Object.entries(files).map(([path, statements]) => ({
    path,
    text: JSON.stringify({ Version: "2012-10-17", Statement: [statements].flat() }, undefined, 2),
  }));
  return explainedIn(message, texts, config);
}

function explainedIn(message: string, texts: readonly { path: string; text: string }[], config: object) {
  const workspace = readWorkspace(texts, readWorkspaceConfig("iam-verdict.json", JSON.stringify(config)).config);
  const { fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() });
  return fixes.map((fix) => ({
    title: fixTitleText(fix),
    verified: fix.verified,
    risks: fix.risks,
    said: phraseToPlainText(fixRisk(fix) ?? []),
  }));
}

describe("a request that would pass", () => {
  const allow = (condition: object): readonly string[] =>
    explained(
      `${DENIED} because no identity-based policy allows the s3:GetObject action`,
      { "ann.json": { Effect: "Allow", Action: "*", Resource: "*", Condition: condition } },
      { policies: [{ files: "ann.json", kind: "identity", attachedTo: [ANN] }] },
    ).map(({ title }) => title);

  test("leaves out what another of its keys excludes, where the condition holds without it", () => {
    const titles = allow({
      StringEqualsIfExists: { "aws:SourceVpce": "vpce-0b" },
      IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
    });
    assert.deepEqual(titles, ['Send the request from an address in "203.0.113.0/24"']);
  });

  for (const [what, condition] of [
    ["the program that asks", { StringEquals: { "aws:UserAgent": "MyApp" } }],
    ["the page that links to the request", { StringLike: { "aws:Referer": "https://www.example.com/*" } }],
  ] as const) {
    test(`never pretends to come from ${what}`, () => assert.deepEqual(allow(condition), []));
  }

  test("is the one with MFA where only the age of that has to be there", () =>
    assert.deepEqual(allow({ Null: { "aws:MultiFactorAuthAge": "false" } }), ["Sign in with MFA"]));

  for (const isNull of ["true", "false"]) {
    test(`asks nobody with a role for credentials of another kind (Null ${isNull})`, () => {
      const role = "arn:aws:iam::111111111111:role/dev";
      const Condition = { Null: { "aws:TokenIssueTime": isNull } };
      const fixes = explained(
        "User: arn:aws:sts::111111111111:assumed-role/dev/s1 is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::alpha/red because no identity-based policy allows the s3:GetObject action",
        { "dev.json": { Effect: "Allow", Action: "*", Resource: "*", Condition } },
        { policies: [{ files: "dev.json", kind: "identity", attachedTo: [role] }] },
      );
      assert.deepEqual(
        fixes.filter(({ title }) => title.includes("TokenIssueTime") && title.startsWith("Send")),
        [],
      );
    });
  }

  test("is not offered where no request carries both of its keys", () => {
    const titles = allow({
      StringEquals: { "aws:SourceVpce": "vpce-0b" },
      IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
    });
    assert.deepEqual(titles, []);
  });
});

test("a fix is not verified where another Deny asks whose the resource is, and nobody told", () => {
  const guards = {
    "all.json": { Effect: "Deny", Action: "s3:*", Resource: "*" },
    "own.json": {
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:ResourceAccount": "111111111111" } },
    },
  };
  const config = { policies: [{ files: "*.json", kind: "scp", targets: ["r-root"] }] };
  const [exempt] = explained(`${DENIED} with an explicit deny in a service control policy`, guards, config);
  assert.equal(exempt?.title, `Exempt ${ANN} from statement 1 of all.json`);
  assert.equal(exempt.verified, false);
  const open = exempt.risks.flatMap((risk) => (risk.risk === "may-still-deny" ? risk.places : []));
  assert.deepEqual(
    open.map(({ file }) => file),
    ["own.json"],
  );
});

test("a Deny that only the presumed owner rules out is named beside another that may have matched", () => {
  const workspace = readWorkspace(
    [
      {
        path: "tag.json",
        text: JSON.stringify({
          Version: "2012-10-17",
          Statement: {
            Effect: "Deny",
            Action: "*",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        }),
      },
      {
        path: "own.json",
        text: JSON.stringify({
          Version: "2012-10-17",
          Statement: {
            Effect: "Deny",
            Action: "*",
            Resource: "*",
            Condition: { StringNotEquals: { "aws:ResourceAccount": "111111111111" } },
          },
        }),
      },
    ],
    readWorkspaceConfig(
      "iam-verdict.json",
      JSON.stringify({ policies: [{ files: "*.json", kind: "scp", targets: ["r-root"] }] }),
    ).config,
  );
  const message = `${DENIED} with an explicit deny in a service control policy`;
  const { culprits, assumptions } = explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() });
  assert.deepEqual(
    culprits.map(({ place, certain }) => [place.file, certain]),
    [
      ["tag.json", false],
      ["own.json", false],
    ],
  );
  assert.deepEqual(
    assumptions.filter(({ assumption }) => assumption === "conditions-held" || assumption === "callers-account"),
    [],
  );
});

describe("where the caller's own layers have no Allow and the resource's policy may stand in for them", () => {
  const SESSION = "arn:aws:sts::111111111111:assumed-role/dev/s1";
  const DEV = "arn:aws:iam::111111111111:role/dev";
  const VAULT = "arn:aws:iam::111111111111:role/vault";
  const QUEUE = "arn:aws:sqs:eu-west-1:111111111111:jobs";
  const nothing: Statement = { Effect: "Allow", Action: "sns:Publish", Resource: "*" };
  const everything: Statement = { Effect: "Allow", Action: "*", Resource: "*" };
  const nobodyFromDev: Statement = { Effect: "Deny", Principal: { AWS: SESSION } };
  const toAccount: Statement = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111111111111:root" } };
  /** Whether the request has the tag is told by nobody. */
  const ofTeam: Statement = { StringEquals: { "aws:ResourceTag/team": "red" } };
  const IDENTITY = "identity-based policy";
  const SESSION_POLICY = "session policy";
  const open = (lacking: string, statement: string): string =>
    `The ${lacking} not allow the request. This change helps only if the request matches ${statement}. What is known of the request leaves that open.`;
  const still = (layer: string): string =>
    `The request is still denied after this change: the ${layer} does not allow it.`;

  interface Case {
    readonly name: string;
    readonly action?: "sts:AssumeRole" | "sqs:SendMessage";
    readonly said?: string;
    readonly own: readonly Statement[];
    readonly identity: Statement;
    readonly session?: Statement;
    readonly boundary?: Statement;
    readonly scp?: Statement;
    /** In the words of the first fix. */
    readonly expected: string | undefined;
    readonly verified: boolean;
  }
  const CASES: readonly Case[] = [
    {
      name: "by an Allow for everyone that is open, for an identity policy and a session policy",
      own: [{ Effect: "Allow", Principal: "*", Condition: ofTeam }, nobodyFromDev, toAccount],
      identity: nothing,
      session: nothing,
      expected: open(`${IDENTITY} and ${SESSION_POLICY} do`, "statement 1 of own.json"),
      verified: false,
    },
    {
      name: "by an Allow for the role, which stands in for the identity policy",
      own: [{ Effect: "Allow", Principal: { AWS: DEV }, Condition: ofTeam }, nobodyFromDev, toAccount],
      identity: nothing,
      session: everything,
      expected: open(`${IDENTITY} does`, "statement 1 of own.json"),
      verified: false,
    },
    {
      name: "by no Allow for the role, which a session policy limits",
      own: [{ Effect: "Allow", Principal: { AWS: DEV }, Condition: ofTeam }, nobodyFromDev, toAccount],
      identity: everything,
      session: nothing,
      expected: still(SESSION_POLICY),
      verified: true,
    },
    {
      name: "by an Allow for the session that is open, which a boundary does not limit",
      own: [
        { Effect: "Allow", Principal: { AWS: DEV }, Condition: ofTeam },
        { Effect: "Allow", Principal: { AWS: SESSION }, Condition: ofTeam },
        nobodyFromDev,
        toAccount,
      ],
      identity: everything,
      boundary: nothing,
      expected: open("permissions boundary does", "statement 2 of own.json"),
      verified: false,
    },
    {
      name: "by an Allow for everyone that matches, so that nothing is open",
      own: [{ Effect: "Allow", Principal: "*" }, nobodyFromDev, toAccount],
      identity: nothing,
      session: nothing,
      expected: undefined,
      verified: true,
    },
    {
      name: "in the policy of a queue, which needs no Allow of its own",
      action: "sqs:SendMessage",
      own: [{ Effect: "Allow", Principal: "*", Condition: ofTeam }, nobodyFromDev],
      identity: nothing,
      session: nothing,
      expected: open(`${IDENTITY} and ${SESSION_POLICY} do`, "statement 1 of own.json"),
      verified: false,
    },
    {
      name: "by nothing where AWS found no Allow and names the identity policies",
      action: "sqs:SendMessage",
      said: "because no identity-based policy allows the sqs:SendMessage action",
      own: [{ Effect: "Allow", Principal: "*", Condition: ofTeam }],
      identity: { Effect: "Allow", Action: "sqs:SendMessage", Resource: `${QUEUE}-old` },
      session: nothing,
      expected: still(SESSION_POLICY),
      verified: true,
    },
    {
      name: "perhaps where a Deny of the identity policies hides what the resource's policy allows",
      action: "sqs:SendMessage",
      said: "with an explicit deny in an identity-based policy",
      own: [{ Effect: "Allow", Principal: "*", Condition: ofTeam }],
      identity: {
        Effect: "Deny",
        Action: "sqs:*",
        Resource: "*",
        Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/ops" } },
      },
      session: nothing,
      expected: open(`${SESSION_POLICY} does`, "statement 1 of own.json"),
      verified: false,
    },
    {
      name: "perhaps also where an SCP denies it next whatever is open",
      action: "sqs:SendMessage",
      said: "with an explicit deny in an identity-based policy",
      own: [{ Effect: "Allow", Principal: "*", Condition: ofTeam }],
      identity: { Effect: "Deny", Action: "sqs:*", Resource: "*" },
      session: nothing,
      scp: nothing,
      expected: open(`${SESSION_POLICY} does`, "statement 1 of own.json"),
      verified: false,
    },
  ];
  for (const { name, action = "sts:AssumeRole", said, own, identity, session, boundary, scp, ...wanted } of eighthOf(
    CASES,
    0,
  )) {
    test(name, () => {
      const resource = action === "sts:AssumeRole" ? VAULT : QUEUE;
      const ending = said ?? "with an explicit deny in a resource-based policy";
      const policies = [
        { files: "own.json", kind: action === "sts:AssumeRole" ? "trust" : "resource", resource },
        { files: "identity.json", kind: "identity", attachedTo: [DEV] },
        { files: "session.json", kind: "session", attachedTo: [SESSION] },
        { files: "boundary.json", kind: "boundary", attachedTo: [DEV] },
        { files: "scp.json", kind: "scp", targets: ["111111111111"] },
      ];
      const on = action === "sts:AssumeRole" ? {} : { Resource: resource };
      const [fix] = explained(
        `User: ${SESSION} is not authorized to perform: ${action} on resource: ${resource} ${ending}`,
        {
          "own.json": own.map((one) => ({ ...one, Action: action, ...on })),
          // One that denies stands beside an Allow.
          "identity.json": identity["Effect"] === "Deny" ? [identity, everything] : identity,
          ...(session === undefined ? {} : { "session.json": session }),
          ...(boundary === undefined ? {} : { "boundary.json": boundary }),
          ...(scp === undefined ? {} : { "scp.json": scp }),
        },
        { policies },
      );
      assert.ok(fix !== undefined);
      const { expected, verified } = wanted;
      const told = /The request is still denied|This change helps only if/.test(fix.said);
      assert.deepEqual([told, fix.verified], [expected !== undefined, verified], `${fix.title}: ${fix.said}`);
      assert.ok(fix.said.includes(expected ?? ""), `${fix.title}: ${fix.said}`);
    });
  }
});

describe("where a boundary or a session policy is open, and the resource's policy may name the session", () => {
  const SESSION = "arn:aws:sts::111111111111:assumed-role/dev/s1";
  const DEV = "arn:aws:iam::111111111111:role/dev";
  const QUEUE = "arn:aws:sqs:eu-west-1:111111111111:jobs";
  const send = (more: object = {}): Statement => ({
    Effect: "Allow",
    Action: "sqs:SendMessage",
    Resource: QUEUE,
    ...more,
  });
  const nothing: Statement = { Effect: "Allow", Action: "sns:Publish", Resource: "*" };
  const tagged = (tag: string): object => ({ Condition: { StringEquals: { [`aws:${tag}/team`]: "red" } } });
  const near = { Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } };
  const limit = send(tagged("PrincipalTag"));
  const DENIED_BY_SCP = "with an explicit deny in a service control policy";
  const onlyIf = (statements: string): string =>
    `It helps only if the request matches ${statements}. What is known of the request leaves that open.`;

  const CASES: readonly {
    readonly name: string;
    readonly said: string;
    readonly own: Statement;
    readonly identity: Statement;
    readonly limited: "boundary" | "session";
    readonly scp?: Statement;
    readonly title: string;
    readonly expected: readonly string[];
  }[] = [
    {
      name: "a fix of the statement that names the session: nothing limits it",
      said: "because no resource-based policy allows the sqs:SendMessage action",
      own: send({ Principal: { AWS: SESSION }, ...near }),
      identity: nothing,
      limited: "boundary",
      title: 'Send the request from an address in "203.0.113.0/24"',
      expected: [],
    },
    {
      name: "a fix of a statement that names the role: the boundary limits it",
      said: "because no resource-based policy allows the sqs:SendMessage action",
      own: send({ Principal: { AWS: DEV }, ...near }),
      identity: nothing,
      limited: "boundary",
      title: 'Send the request from an address in "203.0.113.0/24"',
      expected: [onlyIf("statement 1 of limit.json")],
    },
    {
      name: "an Allow for the session that has to match anyway: the boundary is not asked for besides",
      said: DENIED_BY_SCP,
      own: send({ Principal: { AWS: SESSION }, ...tagged("ResourceTag") }),
      identity: nothing,
      limited: "boundary",
      scp: { Effect: "Deny", Action: "sqs:*", Resource: "*" },
      title: `Exempt ${DEV} from statement 1 of scp.json`,
      expected: [
        "The identity-based policy does not allow the request. This change helps only if the request matches statement 1 of own.json. What is known of the request leaves that open.",
      ],
    },
    {
      name: "an Allow for the session beside a session policy: either of the two does",
      said: DENIED_BY_SCP,
      own: send({ Principal: { AWS: SESSION }, ...tagged("ResourceTag") }),
      identity: send(),
      limited: "session",
      scp: { Effect: "Deny", Action: "sqs:*", Resource: "*" },
      title: `Exempt ${DEV} from statement 1 of scp.json`,
      expected: [onlyIf("statement 1 of limit.json or statement 1 of own.json")],
    },
    {
      name: "an Allow for the role beside a session policy: that has to allow it",
      said: DENIED_BY_SCP,
      own: send({ Principal: { AWS: DEV }, ...tagged("ResourceTag") }),
      identity: send(),
      limited: "session",
      scp: { Effect: "Deny", Action: "sqs:*", Resource: "*" },
      title: `Exempt ${DEV} from statement 1 of scp.json`,
      expected: [onlyIf("statement 1 of limit.json")],
    },
  ];
  for (const { name, said, own, identity, limited, scp, title, expected } of CASES) {
    test(name, () => {
      const [fix] = explained(
        `User: ${SESSION} is not authorized to perform: sqs:SendMessage on resource: ${QUEUE} ${said}`,
        {
          "own.json": own,
          "identity.json": identity,
          "limit.json": limit,
          ...(scp === undefined ? {} : { "scp.json": [scp, { Effect: "Allow", Action: "*", Resource: "*" }] }),
        },
        {
          policies: [
            { files: "own.json", kind: "resource", resource: QUEUE },
            { files: "identity.json", kind: "identity", attachedTo: [DEV] },
            { files: "limit.json", kind: limited, attachedTo: [limited === "session" ? SESSION : DEV] },
            { files: "scp.json", kind: "scp", targets: ["111111111111"] },
          ],
        },
      );
      assert.equal(fix?.title, title);
      const told = fix.said.match(
        /(?:The identity-based policy does not[^.]*\. This change|It) helps only if[^.]*(?:\.json[^.]*)*\. What[^.]*\./g,
      );
      assert.deepEqual([told ?? [], fix.verified], [expected, expected.length === 0], fix.said);
    });
  }
});

test("the caller's own policies deny nothing next where the queue's may name the caller, but do where the account is another's", () => {
  const denied = (owner: string): readonly string[] => {
    const queue = `arn:aws:sqs:eu-west-1:${owner}:jobs`;
    const texts = [
      { path: "own.json", Principal: { AWS: "arn:aws:iam::111111111111:user/bob" }, Action: "sqs:SendMessage" },
      { path: "identity.json", Action: "sns:Publish" },
    ].map(({ path, ...statement }) => ({
      path,
      text: JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Resource: "*", ...statement } }),
    }));
    const policies = [
      { files: "own.json", kind: "resource", resource: queue },
      { files: "identity.json", kind: "identity", attachedTo: [ANN] },
    ];
    const workspace = readWorkspace(
      texts,
      readWorkspaceConfig("iam-verdict.json", JSON.stringify({ policies })).config,
    );
    const message = `User: ${ANN} is not authorized to perform: sqs:SendMessage on resource: ${queue} because no resource-based policy allows the sqs:SendMessage action`;
    return explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() }).deniedNext;
  };
  assert.deepEqual([denied("111111111111"), denied("222222222222")], [[], ["identity"]]);
});

describe("beside a Deny of which it is open whether it matches", () => {
  const files = {
    "identity.json": { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::beta/*" },
    "rcp.json": {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    },
  };
  const config = {
    policies: [
      { files: "identity.json", kind: "identity", attachedTo: [ANN] },
      { files: "rcp.json", kind: "rcp", targets: ["111111111111"] },
    ],
  };
  for (const [said, verified] of [
    ["because no identity-based policy allows the s3:GetObject action", true],
    ["", false],
  ] as const) {
    test(`a fix for want of an Allow is ${verified ? "" : "not "}verified where AWS says ${verified ? "that this is the reason" : "no reason"}`, () => {
      const fixes = explained(`${DENIED} ${said}`, files, config);
      assert.ok(fixes.length > 0);
      for (const fix of fixes) {
        assert.equal(fix.verified, verified, fix.title);
        assert.equal(fix.said.includes("It helps only if statement 1 of rcp.json does not deny"), !verified, fix.said);
      }
    });
  }
});

describe("where the caller's own policies are enough, or those of the resource", () => {
  const QUEUE = "arn:aws:sqs:eu-west-1:111111111111:jobs";
  const BUCKET = "arn:aws:s3:::alpha";
  const never: Statement = { Effect: "Deny", Action: ["sqs:SendMessage", "s3:GetObject"], Resource: "*" };
  const allow = (Condition: object): Statement => ({ Effect: "Allow", Action: "*", Resource: "*", Condition });
  const told = { StringLike: { "aws:PrincipalArn": "*" } };
  const open = { StringEquals: { "aws:ResourceTag/team": "red" } };
  const stillOpen = { StringEquals: { "aws:PrincipalTag/team": "red" } };
  const onlyIf = (statements: string): string =>
    `It helps only if the request matches ${statements}. What is known of the request leaves that open.`;

  interface Case {
    readonly name: string;
    readonly own: object;
    readonly resources: object;
    readonly level?: object;
    readonly asked?: "s3:GetObject";
    readonly owner?: string;
    readonly expected: readonly string[];
  }
  const CASES: readonly Case[] = [
    {
      name: "both open: one of them is",
      own: open,
      resources: open,
      expected: ["statement 1 of identity.json or statement 1 of own.json"].map(onlyIf),
    },
    {
      name: "the caller's allow it: the other is not asked for, whatever else is open",
      own: told,
      resources: open,
      level: stillOpen,
      expected: [onlyIf("statement 1 of scp.json")],
    },
    {
      name: "nobody told whose the bucket is: its statement is asked for if it is another's",
      own: told,
      resources: open,
      asked: "s3:GetObject",
      expected: ["If the bucket belongs to another account, the request has to match statement 1 of own.json as well."],
    },
    {
      name: "the bucket is another account's: both are",
      own: open,
      resources: open,
      asked: "s3:GetObject",
      owner: "222222222222",
      expected: ["statement 1 of own.json", "statement 1 of identity.json"].map(onlyIf),
    },
  ];
  for (const { name, own, resources, level = told, asked = "sqs:SendMessage", owner, expected } of CASES) {
    test(name, () => {
      const [resource, of] = asked === "s3:GetObject" ? [`${BUCKET}/red`, BUCKET] : [QUEUE, QUEUE];
      const [fix] = explained(
        `User: ${ANN} is not authorized to perform: ${asked} on resource: ${resource} with an explicit deny in a service control policy`,
        {
          "identity.json": allow(own),
          "own.json": { ...allow(resources), Principal: { AWS: ANN }, Resource: resource },
          "scp.json": [allow(level), never],
        },
        {
          policies: [
            { files: "identity.json", kind: "identity", attachedTo: [ANN] },
            { files: "own.json", kind: "resource", resource: of, ...(owner === undefined ? {} : { account: owner }) },
            { files: "scp.json", kind: "scp", targets: ["111111111111"] },
          ],
        },
      );
      assert.ok(fix !== undefined);
      assert.equal(fix.verified, false);
      const conditions = fix.said.match(
        /(?:It helps only if|If the bucket)[^.]*(?:\.json[^.]*)*\.(?: What is known[^.]*\.)?/g,
      );
      assert.deepEqual(conditions, expected, fix.said);
    });
  }
});

describe("a fix in a policy that others have, too", () => {
  const risksWith = (attachedTo: readonly string[], groups: object): readonly (readonly string[])[] =>
    explained(
      `${DENIED} because no identity-based policy allows the s3:GetObject action`,
      { "shared.json": { Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::alpha/red" } },
      { policies: [{ files: "shared.json", kind: "identity", attachedTo }], groups },
    ).map(({ risks }) => risks.flatMap((one) => (one.risk === "shared-policy" ? one.holders : [])));

  test("names the group, not its members", () => {
    const group = "arn:aws:iam::111111111111:group/readers";
    const found = risksWith([group], { readers: ["ann", "bob"] });
    assert.ok(found.length > 0);
    for (const holders of found) assert.deepEqual(holders, [group]);
  });

  test("names other users and roles, and nobody where the caller alone has it", () => {
    const role = "arn:aws:iam::111111111111:role/app";
    for (const holders of risksWith([ANN, role], {})) assert.deepEqual(holders, [role]);
    for (const holders of risksWith([ANN], {})) assert.deepEqual(holders, []);
  });
});

describe("a fix in a policy that Terraform gives others, too", () => {
  const POLICY = `jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "s3:PutObject", Resource = "arn:aws:s3:::alpha/red"
    }]
  })`;
  const role = (label: string, name: string): string =>
    `resource "aws_iam_role" "${label}" {\n  name = "${name}"\n  assume_role_policy = file("trust.json")\n}\n`;
  const inline = (label: string, more = ""): string =>
    `resource "aws_iam_role_policy" "${label}" {\n  ${more}\n  role = aws_iam_role.${label}.name\n  policy = ${POLICY}\n}\n`;
  const attached = (label: string): string =>
    `resource "aws_iam_role_policy_attachment" "${label}" {\n  role = aws_iam_role.${label}.name\n  policy_arn = aws_iam_policy.p.arn\n}\n`;
  const call = (label: string): string => `module "${label}" {\n  source = "../m"\n  env = "${label}"\n}\n`;
  const again = (label: string): string =>
    `module "${label}" {\n  for_each = var.teams\n  source = "../m"\n  env = each.key\n}\n`;
  const managed = `resource "aws_iam_policy" "p" {\n  policy = ${POLICY}\n}\n`;
  const rows: readonly (readonly [
    what: string,
    files: Readonly<Record<string, string>>,
    holders: readonly string[],
  ])[] = [
    ["the role alone", { "main.tf": role("a", "app-a") + inline("a") }, []],
    [
      "a policy that is attached to two roles",
      { "main.tf": managed + role("a", "app-a") + role("b", "app-b") + attached("a") + attached("b") },
      ["app-b"],
    ],
    [
      "roles that a loop makes",
      { "main.tf": role("a", "app-${each.key}") + inline("a", "for_each = var.teams") },
      ["app-*"],
    ],
    [
      "roles of which each is made again",
      { "main.tf": role("a", "app-${count.index}") + inline("a", "count = 2") },
      ["app-*"],
    ],
    [
      "roles that a loop attaches it to",
      {
        "main.tf": `${managed}resource "aws_iam_role_policy_attachment" "a" {\n  for_each = var.teams\n  role = "app-\${each.key}"\n  policy_arn = aws_iam_policy.p.arn\n}\n`,
      },
      ["app-*"],
    ],
    [
      "one role of several policies, under a name that is open",
      { "main.tf": role("a", "app-${var.env}") + inline("a", "for_each = var.rights") },
      [],
    ],
    [
      "one role that is there under a condition",
      { "main.tf": role("a", "app-${var.env}") + inline("a", "count = var.on ? 1 : 0") },
      [],
    ],
    [
      "roles that one call makes again",
      { "m/main.tf": role("a", "app-${var.env}") + inline("a"), "a/main.tf": again("a") },
      ["app-*"],
    ],
    [
      "a file that two roles have",
      {
        "main.tf": ["a", "b"]
          .map((one) => role(one, `app-${one}`) + inline(one).replace(POLICY, 'file("p.json")'))
          .join(""),
        "p.json": `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::alpha/red" }] }`,
      },
      ["app-b"],
    ],
    [
      "the module of two callers",
      { "m/main.tf": role("a", "app-${var.env}") + inline("a"), "a/main.tf": call("a"), "b/main.tf": call("b") },
      ["app-b"],
    ],
    [
      "the module of one caller",
      { "m/main.tf": role("a", "app-${var.env}") + inline("a"), "a/main.tf": call("a") },
      [],
    ],
  ];
  for (const [what, files, holders] of eighthOf(rows, 0)) {
    test(`${what}: ${holders.length === 0 ? "nobody" : holders.join(", ")}`, () => {
      const message =
        'User: arn:aws:sts::111111111111:assumed-role/app-a/s is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::alpha/red" because no identity-based policy allows the s3:GetObject action';
      const found = explainedIn(
        message,
        Object.entries(files).map(([path, text]) => ({ path, text })),
        {},
      );
      assert.ok(found.length > 0);
      for (const { risks } of found) {
        const named = risks.flatMap((one) => (one.risk === "shared-policy" ? one.holders : []));
        assert.deepEqual(named, holders);
      }
    });
  }
});

describe("the role of a session, whose path does not show, in the policy of a resource of its account", () => {
  const KEY = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const SESSION = "arn:aws:sts::111111111111:assumed-role/report/i-0abc";
  const offered = (action: string, resource: string, layer: string) =>
    explained(
      `User: ${SESSION} is not authorized to perform: ${action} on resource: ${resource} because no resource-based policy allows the ${action} action`,
      {
        "own.json": {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111111111111:role/ingest" },
          Action: action,
          Resource: layer === "key-policy" ? "*" : resource,
        },
      },
      { policies: [{ files: "own.json", resource }] },
    );

  test("is verified where a condition means the role under any path, and not where the role is named without one", () => {
    const fixes = offered("kms:Decrypt", KEY, "key-policy");
    assert.deepEqual(
      fixes.map(({ title, verified }) => [title, verified]),
      [
        ["Add arn:aws:iam::111111111111:role/report to the principals of statement 1 of own.json", false],
        ["Add a statement to own.json that allows kms:Decrypt", false],
        ["Add a statement to own.json that allows kms:Decrypt to role/report under any path", true],
      ],
    );
  });

  test("is never let in as everyone by a bucket policy, which S3 may refuse as public", () => {
    const fixes = offered("s3:GetObject", "arn:aws:s3:::alpha/red", "resource");
    assert.ok(!fixes.some(({ title }) => title.includes("any path")), JSON.stringify(fixes));
  });
});
