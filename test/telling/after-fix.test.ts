/** Once files were edited the message no longer speaks against them: only they are asked. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decisionPath } from "../../server/src/telling/decision-path.ts";
import { afterFix } from "../../server/src/telling/after-fix.ts";
import { type Explanation } from "../../server/src/denial/explanation.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const CALLER = "arn:aws:iam::111122223333:user/alice";
const ASKED = `User: ${CALLER} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::reports/q1.csv"`;
const BY_SCP = `${ASKED} with an explicit deny in a service control policy`;
const ALLOW = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const DENY = { Effect: "Deny", Action: "s3:GetObject", Resource: "*" };
const DENY_OTHER = { Effect: "Deny", Action: "s3:PutObject", Resource: "*" };
const ALLOW_WITH_MFA = { ...ALLOW, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };

function explain(message: string, files: Readonly<Record<string, object>>): Explanation {
  const policies = [
    { files: "scp/*", kind: "scp" },
    { files: "identity/*", kind: "identity", attachedTo: [CALLER] },
    { files: "boundary/*", kind: "boundary", attachedTo: [CALLER] },
  ];
  const { config } = readWorkspaceConfig("iam-verdict.json", JSON.stringify({ policies }));
  const texts = Object.entries(files).map(([path, statement]) => ({
    path,
    text: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  }));
  return explainDenial({ message, workspace: readWorkspace(texts, config), facts: new Map(), catalog: miniCatalog() });
}

const cases: readonly (readonly [
  name: string,
  files: Readonly<Record<string, object>>,
  title: string,
  settled: boolean,
])[] = [
  [
    "every layer that is here allows it",
    { "scp/a.json": DENY_OTHER, "identity/a.json": ALLOW },
    "The files here now allow it",
    true,
  ],
  [
    "the layer denies as before",
    { "scp/a.json": DENY, "identity/a.json": ALLOW },
    "The files here still deny it",
    false,
  ],
  [
    "another layer denies",
    { "scp/a.json": DENY_OTHER, "identity/a.json": ALLOW, "boundary/a.json": DENY },
    "The files here still deny it",
    false,
  ],
  [
    "the other layers are not here",
    { "scp/a.json": DENY_OTHER },
    "The service control policy (SCP) here no longer denies it",
    true,
  ],
  [
    "the other layers hang on facts",
    { "scp/a.json": DENY_OTHER, "identity/a.json": ALLOW_WITH_MFA },
    "The service control policy (SCP) here no longer denies it",
    true,
  ],
];

describe("after a fix", () => {
  for (const [name, files, title, settled] of cases) {
    test(name, () => {
      const after = afterFix(explain(BY_SCP, files));
      assert.equal(phraseToPlainText(after.title), title);
      assert.equal(after.settled, settled);
    });
  }

  test("who is only supposed to have asked is named once, and no ARN is made up", () => {
    const message =
      "not authorized to perform: s3:GetObject on resource: arn:aws:s3:::reports/q1.csv because no identity-based policy allows the s3:GetObject action";
    const { settled, summary } = afterFix(explain(message, { "identity/a.json": ALLOW }));
    assert.equal(settled, true);
    assert.equal(
      phraseToPlainText(summary),
      "If user/alice made the request, the files as they are now allow s3:GetObject on arn:aws:s3:::reports/q1.csv. AWS uses what is deployed, so deploy the change, then try again.",
    );
  });

  test("a file that is attached by its name alone allows once it was edited, also beside others of which nothing is said", () => {
    const message =
      'User: arn:aws:sts::111122223333:assumed-role/clerk/one is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::reports/q1.csv" because no identity-based policy allows the s3:GetObject action';
    const after = afterFix(
      explain(message, { "clerk.json": ALLOW, "drafts.json": { ...ALLOW, Action: "s3:PutObject" } }),
    );
    assert.equal(phraseToPlainText(after.title), "The files here now allow it");
  });

  test("a layer of which there is no file is never said to pass", () => {
    const after = afterFix(explain(BY_SCP, { "identity/a.json": ALLOW_WITH_MFA }));
    assert.equal(after.settled, false);
    assert.equal(phraseToPlainText(after.title), "The files here do not say whether it is denied");
  });
});

describe("the decision path", () => {
  const shown = (files: Readonly<Record<string, object>>, message = BY_SCP): string =>
    decisionPath(explain(message, files).layers)
      .map(({ label, stateInWords, detail }) =>
        [label, stateInWords, phraseToPlainText(detail)].filter((word) => word !== "").join(" "),
      )
      .join(" > ");

  test("goes from the organization to the session, and says what each state rests on", () => {
    assert.equal(
      shown({ "scp/a.json": DENY, "identity/a.json": ALLOW, "boundary/a.json": ALLOW_WITH_MFA }),
      "SCP blocked by a Deny, AWS says so > RCP not in play no file here > Resource policy not in play no file here > " +
        "VPC endpoint not in play no file here > Identity policy passed > Boundary unknown depends on missing facts > " +
        "Session policy not in play not for this caller",
    );
  });

  test("has the key's own policy in the place of a resource policy", () => {
    const message = `User: ${CALLER} is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/1234 because no resource-based policy allows the kms:Decrypt action`;
    assert.match(shown({}, message), /RCP [^>]* > Key policy blocked no Allow, AWS says so > VPC endpoint/);
  });

  test("is empty where nothing was evaluated", () => {
    assert.equal(shown({}, "Throttling: Rate exceeded"), "");
  });
});
