/** Names of files, statements and values in Markdown: an answer links to files of the workspace, and to nothing else. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explanationsMarkdown } from "../../server/src/telling/explanation-report.ts";
import { relativeReference } from "../../server/src/text/relative-reference.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { readMarkdown } from "../support/read-markdown.ts";
import { MARKUP_TEXTS } from "./markup-texts.ts";
import { eighthOf } from "../support/searching.ts";

function explained(hostile: string): { readonly markdown: string; readonly file: string } {
  const file = `${hostile}.json`;
  const caller = "arn:aws:iam::111122223333:user/alice";
  const entry = { files: "**", kind: "identity", attachedTo: [caller], name: hostile };
  const { config } = readWorkspaceConfig("iam-verdict.json", JSON.stringify({ policies: [entry] }));
  const statement = {
    Sid: hostile,
    Effect: "Deny",
    Action: ["s3:*", hostile],
    Resource: ["*", `arn:aws:s3:::orders/${hostile}`],
    Condition: { StringNotEquals: { [`aws:PrincipalTag/${hostile}`]: [hostile] } },
  };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 2);
  const message = `User: ${caller} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::orders/${hostile}" with an explicit deny in an identity-based policy`;
  const workspace = readWorkspace([{ path: file, text }], config);
  const explanation = explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() });
  assert.ok(explanation.culprits.length > 0);
  return { markdown: explanationsMarkdown([explanation]), file };
}

describe("an explanation as Markdown", () => {
  const plain = readMarkdown(explained("policy").markdown);

  for (const name of eighthOf(MARKUP_TEXTS, 0)) {
    test(`of a file, a statement and values called ${JSON.stringify(name)}`, () => {
      const { markdown, file } = explained(name);
      const { links, active, headings, tableCells } = readMarkdown(markdown);
      assert.deepEqual([active, tableCells], [[], plain.tableCells], markdown);
      for (const heading of headings) assert.ok(plain.headings.includes(heading), heading);
      assert.equal(links.length, plain.links.length, markdown);
      for (const link of links) assert.equal(fileBehind(link), `/folder/${file.replace(/\p{Cs}/gu, "\ufffd")}`);
    });
  }
});

/** Where a viewer that shows the answer in a folder ends up. */
function fileBehind(link: string): string {
  const { origin, pathname, search, hash } = new URL(link, "https://here.example/folder/answer.md");
  assert.deepEqual([origin, search], ["https://here.example", ""], link);
  assert.match(hash, /^#L\d+$/, link);
  return decodeURIComponent(pathname);
}

describe("a path as the target of a link", () => {
  for (const [path, reference] of [
    ["policies/app.json", "policies/app.json"],
    ["command:x.json", "./command%3Ax.json"],
    ["c:/x.json", "./c%3A/x.json"],
    ["a/command:x.json", "a/command%3Ax.json"],
    ["//host/x.json", ".///host/x.json"],
    ["a (1).json", "a%20%281%29.json"],
    ["50%.json", "50%25.json"],
    ["a#b?c.json", "a%23b%3Fc.json"],
    ["a\\b.json", "a%5Cb.json"],
    ["a\ud800.json", "a%EF%BF%BD.json"],
  ] as const) {
    test(path, () => assert.equal(relativeReference(path), reference));
  }
});
