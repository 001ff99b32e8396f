/** What the files leave to a template is said to be open: neither that it denied nor that it did not. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Explanation } from "../../server/src/denial/explanation.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { elementText } from "../../server/src/telling/explanation-report.ts";
import { summaryOf, titleOf } from "../../server/src/telling/headline.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { ALLOW_ALL, USER } from "../support/evaluation.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const IMPLICIT = "because no identity-based policy allows the s3:GetObject action";
const EXPLICIT = "with an explicit deny in an identity-based policy";
const ELSEWHERE = { Ref: "Statements" };
const ASKED = `s3:GetObject on arn:aws:s3:::alpha/red for ${USER}`;

const TITLES: readonly (readonly [name: string, refusal: string, statements: readonly object[], said: string])[] = [
  [
    "a statement, after an explicit denial",
    EXPLICIT,
    [ALLOW_ALL, ELSEWHERE],
    `Denied by an identity-based policy. AWS names a Deny in an identity-based policy. It may be one of the statements that are filled in elsewhere; the others here do not deny ${ASKED}.`,
  ],
  [
    "a statement, after a denial that names no layer",
    "",
    [ELSEWHERE],
    `An identity-based policy here may allow it. Whether the identity-based policy here allows ${ASKED} depends on what is filled in elsewhere. The message does not say which policy denied it.`,
  ],
  [
    "an effect, after an explicit denial",
    EXPLICIT,
    [ALLOW_ALL, { Sid: "Perhaps", Effect: "${Effect}", Action: "s3:*", Resource: "*" }],
    `Denied by an identity-based policy. AWS names a Deny in an identity-based policy. Statement Perhaps of p.json is the only one here that may deny ${ASKED}.`,
  ],
];

describe("what is filled in elsewhere", () => {
  for (const [name, refusal, statements, said] of TITLES) {
    test(name, () => {
      const found = explained(refusal, statements);
      assert.equal(`${phraseToPlainText(titleOf(found))}. ${phraseToPlainText(summaryOf(found))}`, said);
    });
  }

  for (const [element, sentence] of [
    [{ Condition: { "Fn::Transform": { Name: "Conditions" } } }, "condition: filled in elsewhere"],
    [{ "<<": { Ref: "Common" } }, "condition: filled in elsewhere"],
    [{ Resource: { Ref: "Bucket" } }, "resource: filled in elsewhere"],
  ] as const) {
    test(`${JSON.stringify(element)} is one thing of a statement that may not match`, () => {
      const [miss] = explained(IMPLICIT, [
        { Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...element },
      ]).nearMisses;
      assert.deepEqual(miss?.elements.filter(({ truth }) => truth !== "yes").map(elementText), [sentence]);
    });
  }
});

function explained(refusal: string, statements: readonly object[]): Explanation {
  const attached = { policies: [{ files: "p.json", kind: "identity", attachedTo: [USER] }] };
  const { config } = readWorkspaceConfig("iam-verdict.json", JSON.stringify(attached));
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const message = `User: ${USER} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::alpha/red" ${refusal}`;
  const workspace = readWorkspace([{ path: "p.json", text }], config);
  return explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() });
}

const STACK = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub "\${Env}-svc"
      Policies:
        - PolicyName: p
          PolicyDocument: { Statement: [{ Sid: Send, Effect: Allow, Action: "sqs:*", Resource: "*" }] }
  Queue:
    Type: AWS::SQS::Queue
  QueuePolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument:
        Statement: [{ Sid: Fence, Effect: Deny, Principal: "*", Action: ACTION, Resource: "*" }]
Parameters:
  Env: { Type: String, AllowedValues: [prod, dev] }
Conditions:
  IsProd: !Equals [!Ref Env, prod]
`;
const OF_PROD = "!If [IsProd, sqs:DeleteQueue, sqs:SendMessage]";
const OF_DEV = "!If [IsProd, sqs:SendMessage, sqs:DeleteQueue]";
const NOBODY = "because no identity-based policy allows the sqs:SendMessage action";
const FENCED = "with an explicit deny in a resource-based policy";

describe("that a resource is of the same deployment as the caller gives way where AWS's answer refutes it", () => {
  for (const [name, action, why, said] of [
    ["the queue is of another stack", OF_PROD, FENCED, "explained, t.yaml action unknown"],
    // What AWS says fits what is presumed, or AWS does not say which layer denied.
    ["the queue is of the same stack", OF_DEV, FENCED, "explained, t.yaml"],
    ["the layer is not named", OF_PROD, "", "workspace-allows"],
    ["another stack would not help", OF_PROD, NOBODY, "workspace-allows"],
  ] as const) {
    test(name, () => {
      const text = STACK.replace("ACTION", action);
      const message = `User: arn:aws:sts::111122223333:assumed-role/prod-svc/s is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:111122223333:app-Queue-1ABCDEFGHIJKL ${why}`;
      const workspace = readWorkspace([{ path: "t.yaml", text }], EMPTY_CONFIG);
      const found = explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() });
      const [shown] = [...found.culprits, ...(found.verdict === "explained" ? found.nearMisses : [])];
      const open = shown?.elements.flatMap(({ element, truth }) => (truth === "yes" ? [] : [`${element} ${truth}`]));
      const place = shown && [shown.place.file, ...(open ?? [])].join(" ");
      assert.equal([found.verdict, place].filter((one) => one !== undefined).join(", "), said);
    });
  }
});
