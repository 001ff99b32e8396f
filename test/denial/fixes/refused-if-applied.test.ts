/** What a request is to carry beside what guardrails say of it: those that may apply, and tags that go with their keys. */
import { type DenialCase, EVERYTHING, ofRole, SESSION, type Statement, testDenials } from "./denial-case.ts";

const NO_ALLOW = "because no identity-based policy allows the sqs:CreateQueue action";
const CALL = {
  caller: SESSION,
  action: "sqs:CreateQueue",
  resource: "arn:aws:sqs:eu-west-1:111122223333:jobs",
};
const withStage = (...stages: readonly string[]): Statement => ({
  Effect: "Allow",
  Action: "sqs:CreateQueue",
  Resource: "*",
  Condition: { StringEquals: { "aws:RequestTag/stage": stages } },
});
const ONLY_TEST: Statement = {
  Sid: "OnlyTest",
  Effect: "Deny",
  Action: "sqs:*",
  Resource: "*",
  Condition: { StringNotEquals: { "aws:RequestTag/stage": "test" } },
};
const OF_NO_TARGET = { policies: [...ofRole.policies, { files: "guard.json", kind: "scp" }] };

const CASES: readonly DenialCase[] = [
  {
    ...CALL,
    name: "a tag whose value an SCP denies of which nothing says where it is attached",
    said: NO_ALLOW,
    policies: { "id.json": [withStage("live")], "guard.json": [ONLY_TEST] },
    config: OF_NO_TARGET,
    titles: ['Pass the tag stage with the value "live"'],
    risks: ["denied-if-applied"],
    steps: [],
  },
  {
    ...CALL,
    name: "of two values the one that it lets through",
    said: NO_ALLOW,
    policies: { "id.json": [withStage("live", "test")], "guard.json": [ONLY_TEST] },
    config: OF_NO_TARGET,
    titles: ['Pass the tag stage with the value "test"'],
    steps: [],
  },
  {
    ...CALL,
    name: "both of them where it would have denied the request as it was, and AWS found no Deny",
    said: NO_ALLOW,
    policies: { "id.json": [withStage("live", "test")], "guard.json": [ONLY_TEST] },
    config: OF_NO_TARGET,
    facts: { "aws:RequestTag/stage": "old" },
    titles: [
      'Pass the tag stage with the value "live" or "test"',
      "Add a statement to id.json that allows sqs:CreateQueue",
      'Also accept "old" in the condition on aws:RequestTag/stage of statement 1 of id.json',
    ],
    steps: [],
  },
  {
    ...CALL,
    name: "a tag that has to go is one that the Allow asks for",
    said: "with an explicit deny in a service control policy",
    policies: {
      "id.json": [withStage("live")],
      "guard.json": [
        EVERYTHING,
        {
          Effect: "Deny",
          Action: "sqs:*",
          Resource: "*",
          Condition: { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["team", "owner"] } },
        },
      ],
    },
    config: {
      policies: [...ofRole.policies, { files: "guard.json", kind: "scp", targets: ["111122223333"] }],
    },
    facts: { "aws:RequestTag/stage": "live", "aws:TagKeys": ["stage", "team"] },
    titles: ['Pass no tags other than "team" and "owner" with the request'],
    risks: ["denied-next"],
    steps: [],
  },
];

testDenials("what guardrails say of what a request is to carry", CASES);
