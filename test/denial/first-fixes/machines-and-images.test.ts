/** What is offered first, and said, where it takes knowledge of Amazon EC2, Amazon ECS and Amazon ECR. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { explained, explainedIn } from "../../support/explained.ts";
import { ACCOUNT, noAllow, refused } from "../../support/refusals.ts";

describe("an image, whose ARN has no account", () => {
  const titlesFor = (resource: string): readonly string[] =>
    explained(noAllow("ec2:RunInstances", "arn:aws:ec2:eu-west-1::image/ami-0abc1234"), {
      "roles/app/p.json": { Sid: "Run", Effect: "Allow", Action: "ec2:RunInstances", Resource: resource },
    }).fixes.map(fixTitleText);

  test("is added to what names all others of the account: the call needs these, too", () => {
    const [first, ...others] = titlesFor(`arn:aws:ec2:eu-west-1:${ACCOUNT}:*`);
    assert.equal(
      first,
      "Add arn:aws:ec2:eu-west-1::image/ami-0abc1234 to the resources of statement Run of roles/app/p.json",
    );
    assert.deepEqual(
      others.filter((title) => title.includes("instead of")),
      [],
    );
  });

  test("is written without it where the entry is one of images", () => {
    assert.deepEqual(titlesFor(`arn:aws:ec2:eu-west-1:${ACCOUNT}:image/*`).slice(0, 1), [
      `In statement Run of roles/app/p.json, write arn:aws:ec2:eu-west-1::image/* instead of arn:aws:ec2:eu-west-1:${ACCOUNT}:image/*`,
    ]);
  });
});

describe("a repository of which the message does not say which one it is", () => {
  test("lets AWS Lambda in by a statement without a resource", () => {
    const { fixes } = explained(
      'Resource handler returned message: "Lambda does not have permission to access the ECR image. Check the ECR permissions. (Service: Lambda, Status Code: 403, Request ID: 5b)"',
      {
        "repository-policy.json": {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::444455556666:root" },
          Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        },
      },
    );
    const text = fixes[0]?.edits.map(({ newText }) => newText).join("") ?? "";
    assert.match(text, /"Service":"lambda\.amazonaws\.com"/);
    assert.doesNotMatch(text, /Resource/);
  });
});

describe("what can only be allowed on *", () => {
  const web = `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/web`;
  const firstFor = (
    action: string | readonly string[],
    resource: string | readonly string[] = web,
  ): string | undefined => {
    const [first] = explained(noAllow("ecr:GetAuthorizationToken", "*"), {
      "roles/app/p.json": { Sid: "Token", Effect: "Allow", Action: action, Resource: resource },
    }).fixes;
    return first && fixTitleText(first);
  };

  test("is so in the place of an ARN that it does not take", () =>
    assert.equal(
      firstFor("ecr:GetAuthorizationToken"),
      `In statement Token of roles/app/p.json, write * instead of ${web}`,
    ));

  test("and in the place of several", () =>
    assert.equal(
      firstFor("ecr:GetAuthorizationToken", [web, `${web}-*`]),
      "In statement Token of roles/app/p.json, write * instead of the resources",
    ));

  test("and of one that a template refers to", () => {
    const text = `
resource "aws_ecr_repository" "web" { name = "web" }
resource "aws_iam_role" "app" { name = "app" }
resource "aws_iam_role_policy" "this" {
  role   = aws_iam_role.app.name
  policy = data.aws_iam_policy_document.this.json
}
data "aws_iam_policy_document" "this" {
  statement {
    actions   = ["ecr:GetAuthorizationToken"]
    resources = [aws_ecr_repository.web.arn]
  }
}`;
    const { fixes } = explainedIn(noAllow("ecr:GetAuthorizationToken", "*"), [{ path: "main.tf", text }]);
    assert.deepEqual(
      fixes[0]?.edits.map(({ newText }) => newText),
      ['["*"]'],
    );
    // A label that says nothing gives way to the address.
    assert.match(
      fixes.map(fixTitleText).join("\n"),
      /^In statement 1 of data\.aws_iam_policy_document\.this, write \*/,
    );
  });

  test("and beside the ARN where that is of another action", () =>
    assert.equal(
      firstFor(["ecr:GetAuthorizationToken", "ecr:BatchGetImage"]),
      "Add a statement to roles/app/p.json that allows ecr:GetAuthorizationToken",
    ));
});

describe("the nearest statement that lacks the action", () => {
  test("is none of actions that know only every resource", () => {
    const { nearMisses } = explained(
      noAllow("ecr:BatchImportUpstreamImage", `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/hub/nginx`),
      {
        "roles/app/p.json": [
          { Sid: "Login", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
          {
            Sid: "Cache",
            Effect: "Allow",
            Action: "ecr:BatchGetImage",
            Resource: `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/hub/*`,
          },
        ],
      },
    );
    assert.deepEqual(
      nearMisses.map(({ place }) => place.sid),
      ["Cache", "Login"],
    );
  });
});

describe("a key that the ARN or the command tells", () => {
  const cluster = (name: string): string => `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/${name}`;
  const ecs = (action: string) =>
    explained(noAllow(action, `arn:aws:ecs:eu-west-1:${ACCOUNT}:task/main/0123456789abcdef0`), {
      "roles/app/p.json": {
        Sid: "Dev",
        Effect: "Allow",
        Action: action,
        Resource: "*",
        Condition: { ArnEquals: { "ecs:cluster": cluster("dev") } },
      },
    });

  test("a task is in the cluster of its ARN, and nobody is told to use another", () => {
    const { unknowns, fixes, nearMisses } = ecs("ecs:StopTask");
    const condition = nearMisses[0]?.elements.find(({ element }) => element === "condition");
    assert.deepEqual([condition?.truth, condition?.need], ["no", cluster("main")]);
    assert.deepEqual(unknowns, []);
    assert.deepEqual(fixes.map(fixTitleText), [
      "Add a statement to roles/app/p.json that allows ecs:StopTask",
      `Also accept "${cluster("main")}" in the condition on ecs:cluster of statement Dev of roles/app/p.json`,
    ]);
  });

  test("of an action that may not carry the key nothing is known", () =>
    assert.deepEqual(
      ecs("ecs:TagResource").unknowns.map((one) => (one.unknown === "context-key" ? one.key : one.unknown)),
      ["ecs:cluster"],
    ));

  const listing = (command: string) =>
    explained(
      `${command}\n\nAn error occurred (AccessDenied) when calling the ListObjectsV2 operation: ${noAllow("s3:ListBucket", '"arn:aws:s3:::acme"').replace("AccessDenied: ", "")}`,
      {
        "roles/app/p.json": {
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: "arn:aws:s3:::acme",
          Condition: { StringLike: { "s3:prefix": "report/*" } },
        },
      },
    ).nearMisses[0]?.elements.find(({ element }) => element === "condition")?.need;

  for (const [command, prefix] of [
    ["$ aws s3 ls s3://acme/reports/2026/", "reports/2026/"],
    ["$ aws --profile bi s3 ls s3://acme/reports --recursive", "reports"],
    // The client makes prefixes of its own of these.
    ["$ aws s3 sync s3://acme/reports .", undefined],
    ["$ aws s3 ls s3://acme", undefined],
    ["$ aws s3 ls s3://acme/$PREFIX", undefined],
  ] as const) {
    test(`${command} lists ${prefix ?? "what nobody knows"}`, () => assert.equal(listing(command), prefix));
  }
});

describe("an option of one command", () => {
  const optionsFor = (action: string, resource: string, key: string, value: string): readonly string[] | undefined => {
    const { next } = explained(refused(action, resource, "with an explicit deny in a service control policy"), {
      "scp.json": { Effect: "Deny", Action: action, Resource: "*", Condition: { StringNotEquals: { [key]: value } } },
    });
    const step = next.find((one) => one.step === "cli-options");
    return step?.step === "cli-options" ? step.options : undefined;
  };
  const volume = `arn:aws:ec2:eu-west-1:${ACCOUNT}:volume/*`;
  const role = `arn:aws:iam::${ACCOUNT}:role/app`;
  const boundary = `arn:aws:iam::${ACCOUNT}:policy/limit`;
  for (const [action, resource, key, value, options] of [
    ["ec2:CreateVolume", volume, "ec2:Encrypted", "true", ["--encrypted"]],
    ["ec2:RunInstances", volume, "ec2:Encrypted", "true", undefined],
    ["iam:CreateRole", role, "iam:PermissionsBoundary", boundary, [`--permissions-boundary ${boundary}`]],
    ["iam:PutRolePolicy", role, "iam:PermissionsBoundary", boundary, undefined],
  ] as const) {
    test(`${options === undefined ? "is not named" : "is named"} for ${action}`, () =>
      assert.deepEqual(optionsFor(action, resource, key, value), options));
  }
});
