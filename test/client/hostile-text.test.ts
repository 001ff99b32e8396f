/** Whatever a message, a policy, a file name or a fact says, the panel shows it as text. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { escapeHtml, htmlToString, markup } from "../../client/src/denial-panel/html-template.ts";
import { assertHarmless } from "./assert-harmless.ts";
import { contentOf, denied, policyOf, type PanelScene, shownText } from "./panel-fixture.ts";
import { lengthOf, eighthOf } from "../support/searching.ts";

const HOSTILE = [
  "<img src=x onerror=alert(1)>",
  "[x](command:workbench.action.closeWindow)",
  "</script><script>alert(1)</script>",
  "${process.exit()}",
  `" onmouseover="alert(1)`,
  "' autofocus onfocus='alert(1)",
  "`);alert(1)//",
  "</main><iframe src=https://example.com>",
  "&lt;b&gt;&#60;i>",
  "<!--",
  "<style>*{display:none}</style>",
  "javascript:alert(1)",
  "x".repeat(3000),
];

function sceneWith(text: string): PanelScene {
  return {
    message: denied(
      "s3:GetObject",
      `arn:aws:s3:::reports/${text}`,
      "because no identity-based policy allows the s3:GetObject action",
    ),
    files: {
      [`identity/${text.replaceAll("/", "").slice(0, 40)}.json`]: policyOf(
        {
          Sid: text,
          Effect: "Allow",
          Action: "s3:PutObject",
          Resource: [`arn:aws:s3:::reports/${text}`, "arn:aws:s3:::reports/*"],
          Condition: { StringEquals: { [`aws:PrincipalTag/${text}`]: text } },
        },
        { Effect: "Allow", Action: text, Resource: text },
      ),
    },
    facts: { [`aws:RequestTag/${text}`]: text },
  };
}

describe("hostile text in the panel", () => {
  for (const text of eighthOf(HOSTILE, 0)) {
    test(`stays text: ${text.slice(0, 50)}`, () => {
      assertHarmless(contentOf(sceneWith(text), { notice: text }));
    });
  }

  test("is still readable", () => {
    assert.match(
      shownText(contentOf(sceneWith("<img src=x onerror=alert(1)>"))),
      /reports\/<img src=x onerror=alert\(1\)>/,
    );
  });

  test("marks that turn the line around, and what cannot be seen, are shown as escapes", () => {
    assert.equal(
      escapeHtml("a\u202eb\u200fc\u0000d\u2028e\ud800f\u00adg"),
      "a\\u{202e}b\\u{200f}c\\u{0}d\\u{2028}e\\u{d800}f\\u{ad}g",
    );
    const content = contentOf(sceneWith("safe\u202egpj.exe"));
    assert.doesNotMatch(content, /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    assert.match(content, /safe\\u\{202e\}gpj\.exe/);
  });

  test("a very long text does not make the panel endless", () => {
    assert.ok(contentOf(sceneWith("y".repeat(lengthOf(2_500_000)))).length < 100_000);
  });

  test("data that looks like markup is not taken for it", () => {
    const forged = JSON.parse(`{"html":"<img>","Symbol(safe)":"<img>"}`) as string;
    assert.throws(() => htmlToString(markup`${forged}`));
  });
});
