/** A hover shows what a policy says, whatever it says, and links to nothing of its choice. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { referencePage } from "../../server/src/catalog/reference-pages.ts";
import { openService, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { readMarkdown } from "../support/read-markdown.ts";
import { someOf } from "../support/searching.ts";
import { MARKUP_TEXTS } from "./markup-texts.ts";

const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });
const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-09-26" });

/** AWS's own list of the service's actions: the only service that the texts below name. */
const ACTIONS_PAGE = referencePage("s3");

test("no hover holds HTML, an image or a link of the policy's choice", () => {
  let shown = 0;
  for (const hostile of someOf(MARKUP_TEXTS, 0)) {
    const text = policyWith(hostile);
    const document = resultOf(service.read({ path: "policy.json", languageId: "json", text }, configuration));
    const hovers = quotesIn(text).map((offset) => service.hover(document, offset + 1)?.markdown);
    for (const markdown of new Set(hovers)) {
      if (markdown === undefined) continue;
      const { links, active } = readMarkdown(markdown);
      const foreign = links.filter((link) => link !== ACTIONS_PAGE);
      assert.deepEqual([foreign, active], [[], []], markdown);
      shown++;
    }
  }
  assert.ok(shown > 50, String(shown));
});

function policyWith(hostile: string): string {
  const effects = [
    { Effect: "Allow", Action: ["s3:GetObject", hostile, `s3:${hostile}`], Resource: ["*", hostile] },
    { Effect: "Deny", NotAction: [`s3:Get${hostile}`], NotResource: `arn:aws:s3:::orders/${hostile}` },
    { Effect: hostile, Principal: { AWS: [hostile, `arn:aws:iam::111122223333:user/${hostile}`], [hostile]: "*" } },
  ];
  const condition = {
    StringLike: { [`aws:PrincipalTag/${hostile}`]: [hostile, `*${hostile}`], [hostile]: hostile },
    [hostile]: { "aws:SourceIp": hostile },
    IpAddress: { "aws:SourceIp": hostile },
  };
  const statements = effects.map((statement) => ({ Sid: hostile, ...statement, Condition: condition }));
  return JSON.stringify({ Version: "2012-10-17", Id: hostile, Statement: statements });
}

function quotesIn(text: string): readonly number[] {
  return Array.from(text.matchAll(/(?<=[[{:,])"/g), ({ index }) => index);
}
