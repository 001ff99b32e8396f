/** What a policy says of another account, session, resource or caller is not taken for what the request needs. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { readWorkspaceConfig } from "../../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";

type Statement = Readonly<Record<string, unknown>>;
type Policies = Readonly<Record<string, readonly Statement[]>>;

const BUILD = "arn:aws:iam::111122223333:role/build";
const RUN = "arn:aws:sts::111122223333:assumed-role/build/run-7";
const ADMIN = "arn:aws:iam::444455556666:role/admin";
const EVERYTHING: Statement = { Effect: "Allow", Action: "*", Resource: "*" };

function explained(message: string, policies: Policies, entries: readonly object[]): ReturnType<typeof explainDenial> {
  const files = Object.entries(policies).map(([path, statements]) => ({
    path,
    text: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  }));
  const config = readWorkspaceConfig("iam-verdict.json", JSON.stringify({ policies: entries })).config;
  return explainDenial({ message, workspace: readWorkspace(files, config), facts: new Map(), catalog: realCatalog() });
}

function titlesOf({ fixes }: ReturnType<typeof explainDenial>): readonly string[] {
  return fixes.map(fixTitleText);
}

const ofBuild = { files: "id.json", kind: "identity", attachedTo: [BUILD] };

describe("the account whose logs a bucket takes", () => {
  const list = {
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "s3:GetBucketAcl",
    Resource: "arn:aws:s3:::ledger-logs",
  };
  const write = (folder: string, more: Statement): Statement => ({
    ...{ ...list, Action: "s3:PutObject" },
    Resource: `arn:aws:s3:::ledger-logs/${folder}*`,
    ...more,
  });
  const ofAccount = (operator: string): Statement => ({
    Condition: { [operator]: { "aws:SourceAccount": "111122223333" } },
  });
  const rows: readonly (readonly [string, Statement, boolean])[] = [
    ["is in the names of objects", write("AWSLogs/111122223333/", {}), true],
    ["is asked for", write("AWSLogs/", ofAccount("StringEquals")), true],
    ["is not known where its logs have a prefix", write("trails/AWSLogs/111122223333/", {}), false],
    ["is not one that is left out", write("AWSLogs/", ofAccount("StringNotEquals")), false],
    [
      "is not one whose inventory it takes",
      write("lists/", { Principal: { Service: "s3.amazonaws.com" }, ...ofAccount("StringEquals") }),
      false,
    ],
    ["is not one whose logs are refused", write("AWSLogs/111122223333/", { Effect: "Deny" }), false],
  ];
  for (const [what, statement, isKnown] of rows) {
    test(what, () => {
      const explanation = explained(
        "Access Denied for LogDestination: ledger-logs. Please check LogDestination permission",
        { "bucket.json": [list, statement] },
        [{ files: "bucket.json", kind: "resource", resource: "arn:aws:s3:::ledger-logs" }],
      );
      assert.equal(
        titlesOf(explanation).some((title) => title.includes("s3:PutObject")),
        isKnown,
      );
    });
  }
});

describe("another Region", () => {
  const isOffered = (action: string, resource: string): boolean => {
    const regions = { ...EVERYTHING, Effect: "Deny" };
    const condition = { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } };
    const message = `User: ${RUN} is not authorized to perform: ${action} on resource: arn:aws:${resource} with an explicit deny in an identity-based policy`;
    const policies = { "id.json": [EVERYTHING, { ...regions, Condition: condition }] };
    return titlesOf(explained(message, policies, [ofBuild])).some((title) => title.includes("eu-west-1"));
  };
  const rows: readonly (readonly [string, string, boolean])[] = [
    ["logs:PutRetentionPolicy", "logs:us-east-1:111122223333:log-group:/ledger:*", false],
    ["logs:PutSubscriptionFilter", "logs:us-east-1:111122223333:log-group:/ledger:*", false],
    ["ecs:RunTask", "ecs:us-east-1:111122223333:task-definition/ledger:*", false],
    ["ecs:RegisterTaskDefinition", "ecs:us-east-1:111122223333:task-definition/ledger:*", true],
    ["ec2:RunInstances", "ec2:us-east-1:111122223333:instance/*", true],
  ];
  for (const [action, resource, expected] of rows) {
    test(`${expected ? "does" : "does not do"} for ${action}`, () => {
      assert.equal(isOffered(action, resource), expected);
    });
  }
});

test("a list of roles is a chain only where Amazon Redshift prints it", () => {
  const { request, assumptions } = explained(
    `User: ${RUN} is not authorized to perform: iam:PassRole on resource: ${ADMIN},${BUILD}`,
    { "id.json": [EVERYTHING] },
    [ofBuild],
  );
  assert.equal(request.principal, RUN);
  assert.ok(assumptions.every(({ assumption }) => assumption !== "last-step"));
});

test("nothing is added for the tags of a token where the trust policy denies them to all", () => {
  const provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
  const trust = {
    Effect: "Allow",
    Principal: { Federated: provider },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } },
  };
  const fixesBeside = (...others: readonly Statement[]): number =>
    explained(
      "Error: Could not assume role with OIDC: Not authorized to perform: sts:TagSession",
      { "trust.json": [trust, ...others] },
      [{ files: "trust.json", kind: "trust", resource: BUILD }],
    ).fixes.length;
  assert.equal(fixesBeside(), 1);
  assert.equal(fixesBeside({ Effect: "Deny", Principal: "*", Action: "sts:TagSession" }), 0);
});

describe("sessions in a list of exempt callers", () => {
  const titlesFor = (listed: string, caller = RUN): readonly string[] =>
    titlesOf(
      explained(
        `User: ${caller} is not authorized to perform: s3:DeleteBucket on resource: arn:aws:s3:::ledger with an explicit deny in a service control policy`,
        {
          "id.json": [EVERYTHING],
          "scp.json": [
            {
              Effect: "Deny",
              Action: "s3:DeleteBucket",
              Resource: "*",
              Condition: { StringNotLike: { "aws:PrincipalArn": listed } },
            },
          ],
        },
        [ofBuild, { files: "scp.json", kind: "scp", targets: ["111122223333"] }],
      ),
    );

  test("all of a role stand for the role", () => {
    const [title] = titlesFor("arn:aws:sts::111122223333:assumed-role/build/*");
    assert.match(title ?? "", /instead of/);
  });

  test("one of a role does not: the others would be exempted without a word", () => {
    const [title] = titlesFor("arn:aws:sts::111122223333:assumed-role/build/release");
    assert.match(title ?? "", /^Exempt /);
  });

  test("of a permission set in every account, every account stays exempt", () => {
    const caller = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Data_0123456789abcdef/mia";
    const [title] = titlesFor("arn:aws:iam::*:role/AWSReservedSSO_Data_*", caller);
    assert.match(title ?? "", /write "arn:aws:iam::\*:role\/aws-reserved\//);
  });
});

test("a statement that names a role and asks for MFA sends nobody to ask as a user", () => {
  const namesOf = (principal: string): string | undefined => {
    const { next } = explained(
      `User: ${RUN} is not authorized to perform: sts:AssumeRole on resource: ${ADMIN}`,
      {
        "id.json": [EVERYTHING],
        "trust.json": [
          {
            Effect: "Allow",
            Principal: { AWS: principal },
            Action: "sts:AssumeRole",
            Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
          },
        ],
      },
      [ofBuild, { files: "trust.json", kind: "trust", resource: ADMIN }],
    );
    const step = next.find((one) => one.step === "second-factor-of-user");
    assert.ok(step !== undefined);
    return step.names;
  };
  assert.equal(namesOf(BUILD), BUILD);
  assert.equal(namesOf("arn:aws:iam::111122223333:root"), undefined);
});

test("a parameter of a statement that acts on buckets alone is no object", () => {
  const template = (actions: readonly string[]): string =>
    JSON.stringify({
      Parameters: { BucketArn: { Type: "String" } },
      Resources: {
        Build: {
          Type: "AWS::IAM::Role",
          Properties: {
            RoleName: "build",
            Policies: [
              {
                PolicyName: "own",
                PolicyDocument: {
                  Version: "2012-10-17",
                  Statement: [{ Effect: "Allow", Action: actions, Resource: { Ref: "BucketArn" } }],
                },
              },
            ],
          },
        },
      },
    });
  const titlesFor = (...actions: readonly string[]): readonly string[] => {
    const { config } = readWorkspaceConfig("iam-verdict.json", "{}");
    const workspace = readWorkspace([{ path: "roles.template.json", text: template(actions) }], config);
    const message = `User: ${RUN} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::ledger/k because no identity-based policy allows the s3:GetObject action`;
    return titlesOf(explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() }));
  };
  const adds = (titles: readonly string[]): boolean => titles.some((title) => title.startsWith("Add s3:GetObject to"));
  assert.equal(adds(titlesFor("s3:ListBucket")), false);
  assert.equal(adds(titlesFor("s3:GetObjectTagging")), true);
});

test("a tag that a request for an object is asked for is the bucket's", () => {
  const message = `User: ${RUN} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::ledger/k because no identity-based policy allows the s3:GetObject action`;
  const ofTeam = { Condition: { StringEquals: { "aws:ResourceTag/team": "books" } } };
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::ledger/*", ...ofTeam };
  const [title] = titlesOf(explained(message, { "id.json": [statement] }, [ofBuild]));
  assert.equal(title, 'Give the bucket the tag team with the value "books"');
});
