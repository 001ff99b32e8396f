import { actionMatchesNothing } from "../../server/src/checks/rules/action-matches-nothing.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { describeCheck } from "../support/describe-check.ts";
import { findingsAbout, subjectOf } from "../support/annotated.ts";

describeCheck(actionMatchesNothing, {
  fires: [
    {
      name: "all actions left out",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "NotAction": "*",
                   ^^^ action-matches-nothing: This Allow never allows: 'NotAction' excludes every action. Name fewer actions in 'NotAction'.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "among others",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "NotAction": ["iam:*", "*"],
                   ^^^^^^^^^^^^^^ action-matches-nothing: This Deny never denies: 'NotAction' excludes every action. Name fewer actions in 'NotAction'.
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "all actions of a service left out",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "NotAction": "iam:*",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "an entry that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "NotAction": "\${action}",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [],
});

test("a Deny of nothing, as tools put it where a policy must not be empty, is only a hint", () => {
  const severityOf = (statement: object): string | undefined =>
    findingsAbout(subjectOf(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), {}), [
      actionMatchesNothing,
    ])[0]?.severity;
  assert.equal(severityOf({ Effect: "Deny", NotAction: "*", NotResource: "*" }), "hint");
  assert.equal(severityOf({ Effect: "Deny", NotAction: "*", Resource: "*" }), "warning");
  assert.equal(severityOf({ Effect: "Allow", NotAction: "*", NotResource: "*" }), "warning");
});
