/** What a service is let in for: mails, images and messages, each under what limits it, and with what is needed beside it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixRisk } from "../../../server/src/telling/fix-risk-sentences.ts";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { applyEdits } from "../../../server/src/text/edit.ts";
import { phraseToPlainText } from "../../../server/src/wording/plain-text.ts";
import { readWorkspaceConfig } from "../../../server/src/workspace/read-config.ts";
import { explainedIn } from "../../support/explained.ts";
import { ACCOUNT, noAllow } from "../../support/refusals.ts";

const OTHER = "444455556666";
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
const TLS = {
  Sid: "Tls",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "arn:aws:s3:::inbound-mail/*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

/** The statement that the first fix adds to the policy of a resource, and what is said of it. */
function firstOf(message: string, statements: readonly object[], stated: object) {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements }, undefined, 2);
  const entry = { files: "policy.json", kind: "resource", ...stated };
  const { config } = readWorkspaceConfig("iam-verdict.json", JSON.stringify({ policies: [entry] }));
  const { fixes, next } = explainedIn(message, [{ path: "policy.json", text }], new Map(), config);
  const [first] = fixes;
  const risk = first && fixRisk(first);
  const edited = JSON.parse(applyEdits(text, first?.edits ?? [])) as { readonly Statement: readonly unknown[] };
  return { added: edited.Statement.at(-1), risk: risk === undefined ? "" : phraseToPlainText(risk), next };
}

describe("a bucket for the mails of Amazon SES", () => {
  const message =
    "An error occurred (InvalidS3Configuration) when calling the CreateReceiptRule operation: Could not write to bucket: inbound-mail";
  const bucket = { resource: "arn:aws:s3:::inbound-mail" };

  test("takes those of the account that owns it", () => {
    const { added, risk } = firstOf(message, [TLS], { ...bucket, account: ACCOUNT });
    assert.deepEqual(added, {
      Sid: "AllowS3PutObject",
      Effect: "Allow",
      Principal: { Service: "ses.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::inbound-mail/*",
      Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
    });
    assert.match(risk, /^It helps only if statement Tls of policy\.json does not deny the request as well\./);
  });
  test("gets a statement to fill in where nobody says whose it is", () => {
    const { next } = firstOf(message, [TLS], bucket);
    const [step] = next.flatMap((one) => (one.step === "log-bucket" ? [one] : []));
    assert.match(step?.text ?? "", /"aws:SourceAccount": "ACCOUNT"/);
    assert.doesNotMatch(step?.text ?? "", /AWSLogs|s3:x-amz-acl/);
  });
});

describe("a repository from which AWS Lambda pulls images", () => {
  const repository = `arn:aws:ecr:eu-west-1:${OTHER}:repository/api`;
  const message =
    "An error occurred (AccessDeniedException) when calling the CreateFunction operation: Lambda does not have permission to access the ECR image. Check the ECR permissions.";
  const conditionFor = (...accounts: readonly string[]): unknown => {
    const letIn = accounts.map((one) => `arn:aws:iam::${one}:root`);
    const pull = {
      Effect: "Allow",
      Principal: { AWS: letIn },
      Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    };
    const { added } = firstOf(message, [pull], { resource: repository });
    return (added as { readonly Condition?: unknown }).Condition;
  };
  const functionsOf = (account: string): string => `arn:aws:lambda:eu-west-1:${account}:function:*`;

  test("lets it in for the functions of the account that may pull", () => {
    assert.deepEqual(conditionFor(ACCOUNT), { ArnLike: { "aws:SourceArn": functionsOf(ACCOUNT) } });
  });
  test("lets it in for those of each such account", () => {
    const both = ["777788889999", ACCOUNT];
    assert.deepEqual(conditionFor(...both), { ArnLike: { "aws:SourceArn": both.map(functionsOf) } });
  });
});

describe("a key for what a service sends", () => {
  const root = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*", Resource: "*" };
  const refusedTo = (service: string, encryptionContext: object | undefined): string =>
    JSON.stringify({
      eventVersion: "1.09",
      userIdentity: { type: "AWSService", invokedBy: service },
      eventSource: "kms.amazonaws.com",
      eventName: "GenerateDataKey",
      awsRegion: "eu-west-1",
      sourceIPAddress: service,
      errorCode: "AccessDenied",
      errorMessage: `User: ${service} is not authorized to perform: kms:GenerateDataKey on resource: ${KEY} because no resource-based policy allows the kms:GenerateDataKey action`,
      requestParameters: encryptionContext === undefined ? null : { encryptionContext },
    });
  const firstFor = (service: string, encryptionContext?: object): ReturnType<typeof firstOf> =>
    firstOf(refusedTo(service, encryptionContext), [root], { resource: KEY });

  test("is used both ways, and for anyone unless a condition says for whom", () => {
    const { added, risk } = firstFor("sns.amazonaws.com");
    assert.deepEqual(added, {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
      Resource: "*",
    });
    assert.match(
      risk,
      /^Without a condition on aws:SourceArn or aws:SourceAccount, sns\.amazonaws\.com does this for anyone/,
    );
  });
  test("is given for the queue that the event names", () => {
    const queue = `arn:aws:sqs:eu-west-1:${ACCOUNT}:uploads`;
    const { added, risk } = firstFor("s3.amazonaws.com", { "aws:sqs:arn": queue });
    assert.deepEqual(added, {
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
      Resource: "*",
      Condition: { StringEquals: { "kms:EncryptionContext:aws:sqs:arn": queue } },
    });
    assert.doesNotMatch(risk, /for anyone/);
  });
});

describe("a list of names beside a statement for whatever has a tag", () => {
  const named = `arn:aws:codebuild:eu-west-1:${ACCOUNT}:project/web`;
  const asked = `arn:aws:codebuild:eu-west-1:${ACCOUNT}:project/api`;
  const firstBeside = (condition: object, resource = named): string | undefined => {
    const statements = [
      {
        Sid: "Named",
        Effect: "Allow",
        Action: ["codebuild:StartBuild", "codebuild:BatchGetBuilds"],
        Resource: resource,
      },
      { Sid: "Tagged", Effect: "Allow", Action: "codebuild:StartBuild", Resource: "*", Condition: condition },
    ];
    const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    const { fixes } = explainedIn(noAllow("codebuild:StartBuild", asked), [{ path: "roles/app/policy.json", text }]);
    return fixes.map(fixTitleText).at(0);
  };
  const tagged = (value: string): object => ({ StringEquals: { "aws:ResourceTag/team": value } });

  test("gets one more name", () => {
    assert.equal(
      firstBeside(tagged("platform")),
      `Add ${asked} to the resources of statement Named of roles/app/policy.json`,
    );
  });
  for (const [what, condition, resource] of [
    ["beside MFA", { Bool: { "aws:MultiFactorAuthPresent": "true" } }, named],
    ["beside what is each caller's own", tagged("${aws:PrincipalTag/team}"), named],
    ["where patterns stand in it", tagged("platform"), `${named}-*`],
  ] as const)
    test(`gets none ${what}`, () => {
      assert.doesNotMatch(firstBeside(condition, resource) ?? "", /^Add .* to the resources/);
    });
});
