import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { panelPage } from "../../client/src/denial-panel/panel-html.ts";
import {
  CALLER,
  contentOf,
  denied,
  policyOf,
  resultOf,
  shownText,
  stateOf,
  tagsOf,
  type PanelScene,
} from "./panel-fixture.ts";

const ALLOWED_ELSEWHERE: PanelScene = {
  message: denied(
    "s3:PutObject",
    "arn:aws:s3:::reports/q1.csv",
    "because no identity-based policy allows the s3:PutObject action",
  ),
  files: {
    "identity/alice.json": policyOf({
      Sid: "Read",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::reports/*",
      Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
    }),
  },
};
const ALLOWED_FROM_OFFICE: PanelScene = {
  message: ALLOWED_ELSEWHERE.message,
  files: {
    "identity/alice.json": policyOf({
      Sid: "Write",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::reports/*",
      Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
    }),
  },
};
const BY_SCP: PanelScene = {
  message: denied("s3:GetObject", "arn:aws:s3:::reports/q1.csv", "with an explicit deny in a service control policy"),
  files: {
    "scp/guard.json": policyOf({ Sid: "Guard", Effect: "Deny", Action: "s3:*", Resource: "*" }),
    "identity/alice.json": policyOf({ Effect: "Allow", Action: "s3:*", Resource: "*" }),
  },
  config: {
    policies: [
      { files: "scp/*", kind: "scp" },
      { files: "identity/*", kind: "identity", attachedTo: [CALLER] },
    ],
  },
};

/** A folder with a policy, and nothing that says what it is attached to. */
const NOTHING_PREPARED: PanelScene = {
  message: ALLOWED_ELSEWHERE.message,
  files: { "policy.json": policyOf({ Sid: "Queue", Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }) },
  config: {},
};

describe("the page of the panel", () => {
  const page = panelPage(
    { nonce: "0123456789abcdef0123456789abcdef", script: "https://x/s.js", style: "main > p { margin: 0 }" },
    "<p>content</p>",
  );

  test("forbids everything but its own script and style", () => {
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1]?.split("; ");
    assert.deepEqual(policy, [
      "default-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "script-src 'nonce-0123456789abcdef0123456789abcdef'",
      "style-src 'nonce-0123456789abcdef0123456789abcdef'",
    ]);
  });

  test("is styled from its first paint on: the style stands in it, before the content, and nothing is loaded for it", () => {
    const [head = "", body = ""] = page.split("<body>");
    assert.match(head, /<style nonce="0123456789abcdef0123456789abcdef">main > p \{ margin: 0 \}<\/style>/);
    assert.match(body, /<p>content<\/p>/);
    assert.doesNotMatch(page, /<link|@import|\sstyle=/);
  });

  test("loads one script, with the nonce, and has none inside", () => {
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.match(page, /<script nonce="0123456789abcdef0123456789abcdef" src="https:\/\/x\/s\.js"><\/script>/);
    assert.doesNotMatch(page, /\son[a-z]+=/);
  });

  test("has a landmark for the content and a region that is read out, and says its language", () => {
    assert.match(page, /<html lang="en">/);
    assert.match(page, /<main id="content"><p>content<\/p><\/main>/);
    assert.match(page, /role="status" aria-live="polite"/);
  });
});

describe("the content of the panel", () => {
  test("says the verdict in a sentence, and shows the path with each state in words", () => {
    const text = shownText(contentOf(BY_SCP));
    assert.match(
      text,
      /Denied by a service control policy \(SCP\) AWS names a Deny .* Statement Guard of scp\/guard\.json denies .* if scp\/guard\.json is attached/,
    );
    assert.match(text, /SCP blocked by a Deny, AWS says so guard/);
    assert.match(text, /Identity policy passed alice/);
    assert.match(text, /Session policy not in play not for this caller/);
    assert.match(text, /The request is blocked at the service control policy \(SCP\)\./);
  });

  test("quotes the statement at fault with a link to its line", () => {
    const content = contentOf(BY_SCP);
    const link = tagsOf(content).find(({ attributes }) => attributes.get("data-action") === "open-place");
    const place = resultOf(BY_SCP).links[Number(link?.attributes.get("data-at"))];
    assert.equal(place?.uri, "file:///w/scp/guard.json");
    assert.equal(place.range.start.line, 3);
    assert.equal(link?.attributes.get("aria-label"), "scp/guard.json:4, open the statement that denies");
    assert.match(shownText(content), /"Sid": "Guard"/);
  });

  test("shows near misses as a table whose marks have names", () => {
    const content = contentOf(ALLOWED_ELSEWHERE);
    // Laid out otherwise in a narrow panel, a table without roles is none to a screen reader.
    const parts = tagsOf(content).filter(({ name }) => /^(?:table|thead|tbody|tr|th|td)$/.test(name));
    assert.ok(parts.length > 0);
    assert.deepEqual(
      parts.filter(({ attributes }) => !attributes.has("role")).map(({ name }) => name),
      [],
    );
    const marks = tagsOf(content).filter(({ name, attributes }) => name === "svg" && attributes.get("role") === "img");
    assert.deepEqual(
      marks.map(({ attributes }) => attributes.get("aria-label")),
      ["does not match", "matches", "not known"],
    );
  });

  test("offers each fix with a preview, and every unknown with a way to tell it", () => {
    const actionsOf = (scene: PanelScene): readonly string[] =>
      tagsOf(contentOf(scene)).flatMap(({ attributes }) => {
        const action = attributes.get("data-action");
        return action === undefined ? [] : [`${action} ${attributes.get("data-at")}`];
      });
    const actions = actionsOf(ALLOWED_ELSEWHERE);
    for (const action of ["preview-fix 0,0", "apply-fix 0,0", "copy-markdown ", "show-text "]) {
      assert.ok(actions.includes(action), `${action} among ${actions.join("; ")}`);
    }
    assert.ok(actionsOf(ALLOWED_FROM_OFFICE).includes("tell-unknown 0,0"));
  });

  test("shows commands with a button to copy each", () => {
    const content = contentOf({ message: ALLOWED_ELSEWHERE.message });
    const copies = tagsOf(content).filter(({ attributes }) => attributes.get("data-action") === "copy-command");
    const commands = resultOf({ message: ALLOWED_ELSEWHERE.message }).denials[0]?.next.flatMap((step) => step.commands);
    assert.ok(copies.length > 0);
    assert.deepEqual(
      copies.map(({ attributes }) => attributes.get("aria-label")),
      commands?.map((command) => `Copy: ${command}`),
    );
  });

  test("tells fixes from what only says more of the policies, and shows the statement to copy", () => {
    const content = contentOf(NOTHING_PREPARED);
    const text = shownText(content);
    assert.match(text, /What would make the answer more certain Say that policy\.json is attached to user\/alice ?\./);
    assert.doesNotMatch(text, /What would fix it/);
    assert.match(
      text,
      /add this statement to a policy that is attached to [^ ]+ ?: \{ "Effect": "Allow", "Action": "s3:PutObject"/,
    );
    const copy = tagsOf(content).find(({ attributes }) => attributes.get("data-action") === "copy-code");
    const [denial = -1, step = -1] = copy?.attributes.get("data-at")?.split(",").map(Number) ?? [];
    const code = resultOf(NOTHING_PREPARED).denials[denial]?.next[step]?.code;
    assert.deepEqual(JSON.parse(code ?? ""), {
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::reports/q1.csv",
    });
  });

  test("leads from a step to the workspace file where it is to be said, and from no other step", () => {
    const queue = NOTHING_PREPARED.files?.["policy.json"] ?? {};
    const files = { "a.json": queue, "b.json": queue, "c.json": queue };
    const scene: PanelScene = { ...NOTHING_PREPARED, files, config: { policies: [{ files: "x.json", kind: "scp" }] } };
    const button = tagsOf(contentOf(scene)).filter(
      ({ attributes }) => attributes.get("data-action") === "open-workspace-file",
    );
    const steps = resultOf(scene).denials[0]?.next ?? [];
    const at = steps.findIndex(({ workspaceFile }) => workspaceFile !== undefined);
    assert.match(steps[at]?.words.map(({ text }) => text).join("") ?? "", /iam-verdict\.json/);
    assert.deepEqual(
      button.map(({ attributes }) => attributes.get("data-at")),
      [`0,${at}`],
    );
    assert.equal(steps[at]?.workspaceFile?.uri, "file:///w/iam-verdict.json");
    assert.match(shownText(contentOf(scene)), /Copy Open iam-verdict\.json/);
  });

  test("shows the facts that were told, each with a button that takes it back", () => {
    const content = contentOf({ ...ALLOWED_ELSEWHERE, facts: { "aws:SourceIp": "203.0.113.7" } });
    assert.match(shownText(content), /Facts you added aws:SourceIp is 203\.0\.113\.7 Remove/);
    assert.doesNotMatch(shownText(content), /Would change the answer/);
  });

  test("shows every denial of a text, with a list of them first", () => {
    const content = contentOf({
      message: `${BY_SCP.message}\n${ALLOWED_ELSEWHERE.message}`,
      files: BY_SCP.files!,
      config: BY_SCP.config!,
    });
    assert.equal(content.match(/<article/g)?.length, 2);
    assert.match(shownText(content), /2 denials are in this text\. s3:GetObject: Denied by a service control policy/);
  });

  test("says what would deny next", () => {
    const scene: PanelScene = {
      ...BY_SCP,
      files: { ...BY_SCP.files, "identity/alice.json": policyOf({ Effect: "Deny", Action: "*", Resource: "*" }) },
    };
    assert.match(
      shownText(contentOf(scene)),
      /What would deny next AWS names one layer at a time\. Once this one lets the request pass, the identity-based policy here would deny it\./,
    );
  });

  test("after a fix says what the files say now, and shows the fix as done", () => {
    const before = stateOf(ALLOWED_ELSEWHERE);
    const title = before.result.denials[0]?.fixes[0]?.title ?? [];
    const fixed: PanelScene = {
      ...ALLOWED_ELSEWHERE,
      files: {
        "identity/alice.json": policyOf({
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:PutObject"],
          Resource: "arn:aws:s3:::reports/*",
        }),
      },
    };
    const done = [{ denial: 0, title, files: ["identity/alice.json"] }];
    const text = shownText(contentOf(fixed, { done }));
    assert.match(
      text,
      /The files here now allow it The files as they are now allow s3:PutObject on [^ ]+ for [^ ]+ ?\./,
    );
    assert.match(text, /Done Add a statement to identity\/alice\.json that allows s3:PutObject|Done Add s3:PutObject/);
    assert.match(text, /Identity policy passed/);
    assert.doesNotMatch(text, /blocked/);
  });

  test("after a fix that was not enough says who denies still", () => {
    const done = [{ denial: 0, title: [{ kind: "words", text: "Something" } as const], files: ["scp/guard.json"] }];
    const text = shownText(contentOf(BY_SCP, { done }));
    assert.match(
      text,
      /The files here still deny it The files as they are now still deny .*, in the service control policy/,
    );
    assert.match(text, /The statement that denies/);
  });
});

describe("for keyboard and screen reader", () => {
  const contents = [
    contentOf(BY_SCP),
    contentOf(ALLOWED_ELSEWHERE),
    contentOf({ message: "TypeError: x is undefined" }),
  ];

  test("what can be pressed is a button with a name, and its id is its own", () => {
    for (const content of contents) {
      const pressed = tagsOf(content).filter(({ attributes }) => attributes.has("data-action"));
      assert.ok(pressed.length > 0);
      assert.ok(pressed.every(({ name, attributes }) => name === "button" && attributes.get("type") === "button"));
      const ids = pressed.map(({ attributes }) => attributes.get("id"));
      assert.equal(new Set(ids).size, ids.length, ids.join("; "));
    }
  });

  test("a button's name begins with what it shows, so that it can be said", () => {
    for (const content of contents) {
      for (const [, attributes = "", shown = ""] of content.matchAll(/<button([^>]*)>\s*([^<]*?)\s*<\/button>/g)) {
        const label = /aria-label="([^"]*)"/.exec(attributes)?.[1] ?? shown;
        assert.ok(label.toLowerCase().startsWith(shown.toLowerCase()), `${label} for ${shown}`);
      }
    }
  });

  test("headings go down step by step, and every section has its heading", () => {
    for (const content of contents) {
      const tags = tagsOf(content);
      const levels = tags.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name.slice(1))] : []));
      assert.equal(levels[0], 1);
      levels.slice(1).forEach((level, index) => {
        assert.ok(level <= (levels[index] ?? 0) + 1, levels.join(" "));
      });
      const ids = new Set(tags.flatMap(({ attributes }) => attributes.get("id") ?? []));
      for (const { attributes } of tags) {
        const heading = attributes.get("aria-labelledby");
        if (heading !== undefined) assert.ok(ids.has(heading), heading);
      }
    }
  });

  test("the style has no color of its own, and shows where the focus is", () => {
    const style = readFileSync("client/page/explanation-page.css", "utf8");
    assert.doesNotMatch(style, /#[0-9a-f]{3,8}\b(?=[;, )])|\brgba?\(|\bhsla?\(/i);
    assert.match(style, /button:focus-visible[^}]*outline: 1px solid var\(--vscode-focusBorder\)/);
    assert.doesNotMatch(style, /outline:\s*(0|none)|@import|url\(/);
    // It stands in the page as it is.
    assert.doesNotMatch(style, /<\//);
  });
});
