/** What is offered first, and said, where it takes knowledge of Amazon S3 and what services keep in it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isOfAws } from "../../../server/src/policy/resource-owner.ts";
import { serviceBucketOf } from "../../../server/src/policy/service-bucket.ts";
import { outlineOf } from "../../../server/src/telling/explanation-outline.ts";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { explained, explainedIn } from "../../support/explained.ts";
import { ACCOUNT, noAllow, refused } from "../../support/refusals.ts";

describe("a bucket's policy that names the caller's account", () => {
  const summaryFor = (condition: object, account = ACCOUNT): string => {
    const { verdict, reason, givenUp } = explained(
      noAllow("s3:ListBucket", '"arn:aws:s3:::share"', "resource-based policy"),
      {
        "bucket-policy.json": {
          Sid: "Partner",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: "s3:ListBucket",
          Resource: "arn:aws:s3:::share",
          ...condition,
        },
      },
    );
    return [verdict, reason, ...givenUp.map(({ assumption }) => assumption)].join(" ");
  };

  test("may allow the request if its condition is all that is open", () =>
    assert.equal(
      summaryFor({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }),
      "explained allow-may-match",
    ));

  test("does not if it names another account", () =>
    assert.equal(
      summaryFor({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }, "444455556666"),
      "explained no-allow",
    ));
});

describe("AWS itself provides", () => {
  for (const [rest, is] of [
    ["ssm:eu-west-1::document/AWS-StartSSHSession", true],
    [`ssm:eu-west-1:${ACCOUNT}:document/SSM-SessionManagerRunShell`, false],
    ["bedrock:us-east-1::foundation-model/m", true],
    ["s3:::document/AWS-1", false],
  ] as const) {
    test(`${is ? "" : "not "}${rest}`, () => assert.equal(isOfAws(`arn:aws:${rest}`), is));
  }
});

describe("a destination that Amazon S3 cannot reach", () => {
  const message =
    "Error: creating S3 Bucket (acme-in) Notification: operation error S3: PutBucketNotificationConfiguration, https response error StatusCode: 400, api error InvalidArgument: Unable to validate the following destination configurations";
  const queue = (label: string): string => `resource "aws_sqs_queue" "${label}" {
  name = "${label}"
}

resource "aws_sqs_queue_policy" "${label}" {
  queue_url = aws_sqs_queue.${label}.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Topic"
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.${label}.arn
    }]
  })
}
`;
  const fixesIn = (text: string): readonly { title: string; text: string; risks: readonly string[] }[] =>
    explainedIn(message, [{ path: "main.tf", text }]).fixes.map((fix) => ({
      title: fixTitleText(fix),
      text: fix.edits.map(({ newText }) => newText).join(""),
      risks: fix.risks.map(({ risk }) => risk),
    }));

  test("is the only queue of which a policy is here, which lets in the bucket that the message names", () => {
    const first = fixesIn(queue("jobs")).at(0);
    assert.equal(first?.title, "Add a statement to jobs that allows sqs:SendMessage");
    assert.match(
      first.text,
      /"s3\.amazonaws\.com"[^]*aws_sqs_queue\.jobs\.arn[^]*"aws:SourceArn" = "arn:aws:s3:::acme-in"/,
    );
    assert.deepEqual(first.risks, ["only-if-destination", "owner"]);
  });
  test("is not known where there are two", () => assert.deepEqual(fixesIn(queue("jobs") + queue("mail")), []));
});

describe("an upload that the policy here allows", () => {
  const titlesAfter = (options: string): readonly string[] =>
    explained(
      `$ aws s3 cp ./a.txt s3://acme/in/a.txt${options}\nupload failed: ./a.txt to s3://acme/in/a.txt An error occurred (AccessDenied) when calling the PutObject operation: Access Denied`,
      { "policy.json": { Sid: "Up", Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::acme/in/*" } },
    ).fixes.map(fixTitleText);
  test("lacks the permission for the ACL that the command gives, whoever asked", () =>
    assert.deepEqual(titlesAfter(" --acl public-read").slice(0, 1), [
      "If the caller has policy.json: add s3:PutObjectAcl to the actions of statement Up of policy.json",
    ]));
  test("lacks nothing without one", () => assert.deepEqual(titlesAfter(" --quiet"), []));
});

describe("the layers of images in Amazon ECR", () => {
  const layers = "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket";

  test("belong to AWS, and are given together", () => {
    const { fixes } = explained(noAllow("s3:GetObject", `"${layers}/a1b2/c3"`), {
      "roles/app/p.json": { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*" },
    });
    assert.equal(
      fixes[0] && fixTitleText(fixes[0]),
      `Add ${layers}/* to the resources of statement 1 of roles/app/p.json`,
    );
    assert.ok(fixes[0]?.risks.some((risk) => risk.risk === "made-per-run" && risk.of === "image-layer"));
  });

  for (const [arn, is] of [
    [`${layers}/a`, true],
    [layers, true],
    ["arn:aws:s3:::prod-eu-west-1-starport-layer-bucket-copy/a", false],
    ["arn:aws:s3:::my-prod-eu-west-1-starport-layer-bucket/a", false],
  ] as const) {
    test(`${is ? "are" : "are not"} in ${arn}`, () => assert.equal(isOfAws(arn), is));
  }
});

describe("whose a bucket is that a service keeps", () => {
  for (const key of ["aws:ResourceAccount", "aws:ResourceOrgID", "s3:ResourceAccount"]) {
    test(`is known to AWS alone: ${key}`, () => {
      const explanation = explained(
        refused(
          "s3:GetObject",
          '"arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/a"',
          "with an explicit deny in a VPC endpoint policy",
        ),
        {
          "vpc-endpoints/s3.json": [
            { Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" },
            {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: "*",
              Condition: { StringNotEquals: { [key]: ACCOUNT } },
            },
          ],
        },
      );
      const { unknowns } = outlineOf(explanation);
      assert.deepEqual(explanation.givenUp, []);
      assert.deepEqual(
        explanation.next.filter(({ step }) => step === "add-fact"),
        [],
      );
      assert.deepEqual(
        unknowns.flatMap(({ fact }) => fact ?? []),
        [],
      );
    });
  }
});

describe("buckets that services keep for everybody", () => {
  for (const [name, is] of [
    ["aws-ssm-ap-southeast-2", true],
    ["amazonlinux.us-gov-west-1.amazonaws.com", true],
    ["us-east-1-birdwatcher-prod", true],
    ["session-manager-downloads", true],
    ["elasticbeanstalk-eu-west-1", true],
    ["elasticbeanstalk-eu-west-1-111122223333", false],
    ["aws-ssm-acme", false],
    ["acme-aws-ssm-eu-west-1", false],
    ["aws-ssm-eu-west-12", false],
    ["session-manager-downloads-eu-west-1", false],
    ["__proto__", false],
  ] as const) {
    test(`${name} is ${is ? "one" : "none"}`, () => {
      const arn = `arn:aws:s3:::${name}`;
      assert.equal(serviceBucketOf(`${arn}/a/b`), is ? arn : undefined);
      assert.equal(serviceBucketOf(arn), is ? arn : undefined);
    });
  }

  test("give what the next request asks for as well", () => {
    const bucket = "arn:aws:s3:::amazoncloudwatch-agent-eu-west-1";
    const { fixes } = explained(noAllow("s3:GetObject", `"${bucket}/a/b.rpm"`), {
      "roles/app/p.json": { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*" },
    });
    assert.equal(
      fixes[0] && fixTitleText(fixes[0]),
      `Add ${bucket}/* to the resources of statement 1 of roles/app/p.json`,
    );
  });
});
