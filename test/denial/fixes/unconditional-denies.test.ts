/** Denies without a condition, which somebody wrote to deny just this: how little is offered, and what is said of it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { fixRisk } from "../../../server/src/telling/fix-risk-sentences.ts";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { applyEdits } from "../../../server/src/text/edit.ts";
import { phraseToPlainText } from "../../../server/src/wording/plain-text.ts";
import { readWorkspaceConfig } from "../../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";

const ROLE = "arn:aws:iam::111122223333:role/build";
const TRAIL = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main";
const EVERYTHING = { Effect: "Allow", Action: "*", Resource: "*" };

type Statement = Readonly<Record<string, unknown>>;

function explained(action: string, resource: string, layer: "scp" | "identity", statements: readonly Statement[]) {
  const files = { "guard.json": statements, "id.json": [EVERYTHING] };
  const texts = Object.entries(files).map(([path, own]) => ({
    path,
    text: JSON.stringify({ Version: "2012-10-17", Statement: own }, undefined, 2),
  }));
  const guard =
    layer === "scp"
      ? { kind: "scp", name: "Guard", targets: ["111122223333"] }
      : { kind: "identity", attachedTo: [ROLE] };
  const config = {
    policies: [
      { files: "guard.json", ...guard },
      { files: "id.json", kind: "identity", attachedTo: [ROLE] },
    ],
  };
  const workspace = readWorkspace(texts, readWorkspaceConfig("iam-verdict.json", JSON.stringify(config)).config);
  const said = layer === "scp" ? "a service control policy" : "an identity-based policy";
  const message = `User: arn:aws:sts::111122223333:assumed-role/build/run-7 is not authorized to perform: ${action} on resource: ${resource} with an explicit deny in ${said}`;
  const { fixes, next } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
  const [text = ""] = texts.map((one) => one.text);
  return {
    titles: fixes.map(fixTitleText),
    risk: fixes[0] === undefined ? "" : phraseToPlainText(fixRisk(fixes[0]) ?? []),
    edited:
      fixes[0] === undefined
        ? undefined
        : (JSON.parse(applyEdits(text, fixes[0].edits)) as { Statement: readonly Statement[] }),
    steps: next.map(({ step }) => step),
  };
}

describe("a Deny without a condition", () => {
  test("of several actions goes on denying the others to whoever is exempt from one", () => {
    const { titles, risk, edited } = explained("cloudtrail:StopLogging", TRAIL, "scp", [
      { Sid: "Trail", Effect: "Deny", Action: ["cloudtrail:DeleteTrail", "cloudtrail:StopLogging"], Resource: "*" },
    ]);
    assert.deepEqual(titles, [`Exempt ${ROLE} from statement Trail of Guard for cloudtrail:StopLogging alone`]);
    assert.match(risk, /^The Deny has no condition, so it is probably deliberate: first ask whoever maintains Guard/);
    assert.deepEqual(edited?.Statement, [
      { Sid: "Trail", Effect: "Deny", Action: ["cloudtrail:DeleteTrail"], Resource: "*" },
      {
        Effect: "Deny",
        Resource: "*",
        Action: "cloudtrail:StopLogging",
        Condition: { ArnNotLike: { "aws:PrincipalArn": ROLE } },
      },
    ]);
  });

  test("of a pattern is left for the caller as a whole, since nothing can be taken out of the pattern", () => {
    const { titles, edited } = explained("cloudtrail:StopLogging", TRAIL, "scp", [
      { Sid: "Trail", Effect: "Deny", Action: ["cloudtrail:Delete*", "cloudtrail:Stop*"], Resource: "*" },
    ]);
    assert.deepEqual(titles, [`Exempt ${ROLE} from statement Trail of Guard`]);
    assert.equal(edited?.Statement.length, 1);
  });

  test("of the caller's own policy spares one resource, and its owner is asked first", () => {
    const { titles, risk } = explained("s3:DeleteObject", "arn:aws:s3:::ledger/2026.csv", "identity", [
      { Sid: "Keep", Effect: "Deny", Action: "s3:DeleteObject", Resource: "*" },
    ]);
    assert.deepEqual(titles, ["Exempt arn:aws:s3:::ledger/2026.csv from statement Keep of guard.json"]);
    assert.match(risk, /ask whoever maintains guard\.json/);
  });

  test("of several actions in the caller's own policy spares one resource from one of them", () => {
    const user = "arn:aws:iam::111122223333:user/new";
    const { titles, edited } = explained("iam:CreateUser", user, "identity", [
      { Sid: "Users", Effect: "Deny", Action: ["iam:CreateUser", "iam:CreateAccessKey"], Resource: "*" },
    ]);
    assert.deepEqual(titles, [`Exempt ${user} from statement Users of guard.json for iam:CreateUser alone`]);
    assert.deepEqual(edited?.Statement.slice(1), [{ Effect: "Deny", Action: "iam:CreateUser", NotResource: user }]);
  });

  for (const layer of ["scp", "identity"] as const) {
    test(`of everything has no exception in the ${layer} layer: it is detached or it stays`, () => {
      const { titles, steps } = explained("s3:DeleteObject", "arn:aws:s3:::ledger/2026.csv", layer, [
        { Sid: "Stop", Effect: "Deny", Action: "*", Resource: "*" },
      ]);
      assert.deepEqual(titles, []);
      assert.ok(steps.includes("guard-worked"), steps.join());
    });
  }

  test("with a list of what may be asked for takes one more, and nobody is exempted beside it", () => {
    const model = "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-v2";
    const { titles, risk } = explained("bedrock:InvokeModel", model, "scp", [
      {
        Sid: "Models",
        Effect: "Deny",
        Action: "bedrock:InvokeModel",
        NotResource: "arn:aws:bedrock:*::foundation-model/amazon.nova-pro-v1:0",
      },
    ]);
    assert.deepEqual(titles, [`Exempt ${model} from statement Models of Guard`]);
    assert.doesNotMatch(risk, /deliberate/);
  });
});

test("a guard of Regions on every action exempts one of a global service, not a Region or a caller", () => {
  const { titles, edited } = explained("route53:ListHostedZones", "*", "scp", [
    {
      Sid: "Regions",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } },
    },
  ]);
  assert.deepEqual(titles, ["Exempt route53:ListHostedZones from statement Regions of Guard"]);
  const [guard = {}] = edited?.Statement ?? [];
  assert.equal(guard["NotAction"], "route53:ListHostedZones");
  assert.equal(guard["Action"], undefined);
});
