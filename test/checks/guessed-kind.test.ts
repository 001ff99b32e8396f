/** What only a folder's name says of a policy's kind is no ground for an error, and the finding says what it rests on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { findingsAbout, subjectOf } from "../support/annotated.ts";
import { rcpUnsupportedService } from "../../server/src/checks/rules/rcp-unsupported-service.ts";
import { invalidEffect } from "../../server/src/checks/rules/invalid-effect.ts";
import { missingResource } from "../../server/src/checks/rules/missing-resource.ts";
import { rcpAllActions } from "../../server/src/checks/rules/rcp-all-actions.ts";

const DENY = { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" };
const RCP = JSON.stringify({ Version: "2012-10-17", Statement: [DENY] });

function said(byFolder: "own" | "above" | undefined): readonly string[] {
  const subject = subjectOf(RCP, { kind: "rcp", basis: "named" });
  const kind = byFolder === undefined ? subject.kind : { ...subject.kind, byFolder };
  return findingsAbout({ ...subject, kind }, [rcpAllActions]).map(
    ({ severity, message }) => `${severity}: ${phraseToMessage(message)}`,
  );
}

test("a file below resource_control_policies/ is no RCP for sure", () => {
  assert.deepEqual(said("own"), [
    "warning: An RCP cannot have '*' as an action. Name a service, as in 's3:*'. The name of its folder says that this is an RCP. If it is not, name the kind in 'iam-verdict.json'.",
  ]);
});

test("further below are resource policies of other services as well", () => {
  assert.deepEqual(said("above"), [
    "info: An RCP cannot have '*' as an action. Name a service, as in 's3:*'. The name of a folder above it says that this is an RCP. If it is not, name the kind in 'iam-verdict.json'.",
  ]);
});

test("a warning says so as well, and the date of the data stays last", () => {
  const subject = subjectOf(RCP.replace('"*","Resource"', '"ec2:RunInstances","Resource"'), {
    kind: "rcp",
    basis: "named",
  });
  const [found] = findingsAbout({ ...subject, kind: { ...subject.kind, byFolder: "own" } }, [rcpUnsupportedService]);
  assert.equal(found?.severity, "warning");
  assert.match(
    phraseToMessage(found.message),
    /Remove it\. The name of its folder says that this is an RCP\. If it is not, .*\. \(AWS list of [\d-]+\)$/,
  );
});

test("a statement with neither principal nor resource is rejected in a policy of any kind", () => {
  const severityOf = (statement: object): string | undefined => {
    const subject = subjectOf(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), {
      kind: "scp",
      basis: "named",
    });
    return findingsAbout({ ...subject, kind: { ...subject.kind, byFolder: "own" } }, [missingResource])[0]?.severity;
  };
  assert.equal(severityOf({ Effect: "Deny", Action: "cloudtrail:StopLogging" }), "error");
  assert.equal(severityOf({ Effect: "Deny", Action: "cloudtrail:StopLogging", Resource: "*" }), undefined);
});

test("one that is itself called so is", () => {
  assert.deepEqual(said(undefined), ["error: An RCP cannot have '*' as an action. Name a service, as in 's3:*'."]);
});

test("what is said of test data is information, whatever it is", () => {
  const subject = subjectOf(RCP, { kind: "rcp", basis: "named" });
  const found = findingsAbout({ ...subject, kind: { ...subject.kind, elsewhere: "tests" } }, [rcpAllActions]);
  assert.deepEqual(
    found.map(({ severity, message }) => `${severity}: ${phraseToMessage(message)}`),
    [
      "info: An RCP cannot have '*' as an action. Name a service, as in 's3:*'. Its path has 'tests', so AWS may never get this policy. If AWS does, name its kind in 'iam-verdict.json'.",
    ],
  );
});

test("the case of an effect is a warning in a trust policy, where tools that create roles have it", () => {
  const severityOf = (Effect: string, kind: "trust" | "identity"): string | undefined => {
    const statement = { Effect, Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" };
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    return findingsAbout(subjectOf(text, { kind }), [invalidEffect])[0]?.severity;
  };
  assert.equal(severityOf("allow", "trust"), "warning");
  assert.equal(severityOf("Permit", "trust"), "error");
  assert.equal(severityOf("allow", "identity"), "error");
});
