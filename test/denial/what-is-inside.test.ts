/** A statement that names a resource and a request about something in it: behind the separator that the service uses. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { hintInWords } from "../../server/src/telling/near-miss-sentences.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { USER } from "../support/evaluation.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { quarterOf } from "../support/searching.ts";

const needs = (written: string, needed: string): string =>
  `${written} covers the resource itself, not what is inside it. The request needs ${needed} or narrower.`;
const only = (written: string): string =>
  `${written} covers what is inside, but the request is about the resource itself.`;

describe("the nearest statement", () => {
  const rows = [
    [
      "s3:GetObject",
      "arn:aws:s3:::alpha",
      "arn:aws:s3:::alpha/a/b",
      needs("arn:aws:s3:::alpha", "arn:aws:s3:::alpha/*"),
    ],
    ["s3:ListBucket", "arn:aws:s3:::alpha/*", "arn:aws:s3:::alpha", only("arn:aws:s3:::alpha/*")],
    [
      "lambda:InvokeFunction",
      "arn:aws:lambda:eu-west-1:111111111111:function:bill",
      "arn:aws:lambda:eu-west-1:111111111111:function:bill:live",
      "arn:aws:lambda:eu-west-1:111111111111:function:bill is the function alone. The request is for a version or an alias of it.",
    ],
    [
      "lambda:InvokeFunction",
      "arn:aws:lambda:eu-west-1:111111111111:function:bill:*",
      "arn:aws:lambda:eu-west-1:111111111111:function:bill",
      "arn:aws:lambda:eu-west-1:111111111111:function:bill:* is for versions and aliases. The request is for the function itself.",
    ],
    [
      "logs:PutLogEvents",
      "arn:aws:logs:eu-west-1:111111111111:log-group:/aws/lambda/bill",
      "arn:aws:logs:eu-west-1:111111111111:log-group:/aws/lambda/bill:log-stream:one",
      needs(
        "arn:aws:logs:eu-west-1:111111111111:log-group:/aws/lambda/bill",
        "arn:aws:logs:eu-west-1:111111111111:log-group:/aws/lambda/bill:*",
      ),
    ],
  ] as const;
  for (const [action, written, asked, sentence] of quarterOf(rows, 0)) {
    test(`${written} for ${asked}`, () => {
      const attached = { policies: [{ files: "p.json", kind: "identity", attachedTo: [USER] }] };
      const { config } = readWorkspaceConfig("iam-verdict.json", JSON.stringify(attached));
      const text = JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action: action, Resource: written },
      });
      const message = `User: ${USER} is not authorized to perform: ${action} on resource: ${asked} because no identity-based policy allows the ${action} action`;
      const workspace = readWorkspace([{ path: "p.json", text }], config);
      const [nearest] = explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() }).nearMisses;
      assert.deepEqual(
        nearest?.hints.map((hint) => phraseToPlainText(hintInWords(hint))),
        [sentence],
      );
    });
  }
});
