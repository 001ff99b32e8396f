import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findUnmatchedFiles, readConfigFile, readConfigSettings } from "../../server/src/service/config-reading.ts";
import { createAcceptance, findUnusedSuppressions } from "../../server/src/service/accepted-findings.ts";
import { kindEdit } from "../../server/src/service/kind-edit.ts";
import { removeSuppression, suppressionEdit } from "../../server/src/service/suppression-edit.ts";
import { applyEdits } from "../../server/src/text/edit.ts";

function read(json: object, path = "iam-verdict.json"): ReturnType<typeof readConfigFile> {
  return readConfigFile(path, JSON.stringify(json));
}

describe("names in the workspace file that only the checks know", () => {
  const rows: readonly (readonly [json: object, at: string, message: string])[] = [
    [
      { severity: { "unknown-acton": "off" } },
      '"unknown-acton"',
      "No check has the code 'unknown-acton'. Did you mean 'unknown-action'?",
    ],
    [{ severity: { zzz: "off" } }, '"zzz"', "No check has the code 'zzz'. Copy the code from a finding."],
    [{ severity: { "unknown-action": "eror" } }, '"eror"', "'eror' is not a severity. Did you mean 'error'?"],
    [
      { severity: { "unknown-action": "none" } },
      '"none"',
      "'none' is not a severity. Write one of error, warning, info, hint, off.",
    ],
    [
      { suppress: [{ code: "dead-entri" }] },
      '"dead-entri"',
      "No check has the code 'dead-entri'. Did you mean 'dead-entry'?",
    ],
  ];
  for (const [json, at, message] of rows) {
    test(`tells: ${message}`, () => {
      const text = JSON.stringify(json);
      const problems = read(json).problems.map(({ span, ...rest }) => [
        text.slice(span.start, span.end),
        rest.message,
        rest.sort,
      ]);
      assert.deepEqual(problems, [[at, message, "mistake"]]);
    });
  }

  test("a finding about a file's JSON can be accepted, but has no severity to set", () => {
    assert.deepEqual(read({ suppress: [{ code: "invalid-json" }] }).problems, []);
    assert.equal(read({ severity: { "invalid-json": "off" } }).problems.length, 1);
  });

  test("settings are read in the same way", () => {
    const readings = readConfigSettings({ policies: [{ file: "a" }], severity: { "unknown-acton": "loud" } });
    assert.deepEqual(
      readings.flatMap(({ problems }) => problems.map(({ where, message }) => `${where}: ${message}`)),
      [
        "iamVerdict.policies: 'file' is not a name that is known here. Did you mean 'files'?",
        "iamVerdict.severity: No check has the code 'unknown-acton'. Did you mean 'unknown-action'?",
        "iamVerdict.severity: 'loud' is not a severity. Write one of error, warning, info, hint, off.",
      ],
    );
  });
});

describe("paths in the workspace file that match nothing", () => {
  const PATHS = ["iam-verdict.json", "roles/dev/policy.json", "roles/trust.json", "teams/a/own.json"];
  const unmatched = (json: object, path?: string): readonly string[] =>
    findUnmatchedFiles(read(json, path), PATHS).map(({ sort, message }) => `${sort}: ${message}`);

  test("are told, in 'policies' and in 'suppress'", () => {
    const told = unmatched({
      policies: [
        { files: "roles/*.json" },
        { files: "rolls/*.json" },
        { files: "policy.json" },
        { files: "!own.json" },
      ],
      suppress: [
        { code: "unknown-action", files: "**/gone.json" },
        { code: "unknown-action", files: "roles/**" },
      ],
    });
    assert.deepEqual(told, [
      "note: No file here matches 'rolls/*.json', so this entry has no effect. Correct or remove it. For files in every folder below, write '**/rolls/*.json'.",
      "note: No file here matches 'policy.json', so this entry has no effect. Correct or remove it. For files in every folder below, write '**/policy.json'.",
      "note: '!own.json' matches no file: a pattern cannot be negated. Write which files the entry is for.",
      "note: No file here matches '**/gone.json', so this entry has no effect. Correct or remove it.",
    ]);
  });

  test("are relative to the folder of the workspace file", () => {
    assert.deepEqual(unmatched({ policies: [{ files: "own.json" }] }, "teams/a/iam-verdict.json"), []);
    assert.equal(unmatched({ policies: [{ files: "own.json" }] }, "teams/b/iam-verdict.json").length, 1);
  });

  test("are not satisfied by the workspace file itself", () =>
    assert.equal(unmatched({ policies: [{ files: "*.json" }] }).length, 1));
});

describe("a finding that is accepted by a fix", () => {
  const finding = { code: "dead-entry", statement: { index: 1, sid: undefined } };
  const written = (text: string | undefined, path = "roles/a.json"): string | undefined => {
    const edit = suppressionEdit(text, path, finding);
    return edit === undefined ? undefined : "newText" in edit ? edit.newText : applyEdits(text ?? "", edit.edits);
  };
  const entry = `{ "code": "dead-entry", "files": "roles/a.json", "statement": "2", "reason": "" }`;

  test("stands behind the others, with the comments that there are", () =>
    assert.equal(
      written(`{\n  // ours\n  "suppress": [\n    { "code": "x" }\n  ]\n}\n`),
      `{\n  // ours\n  "suppress": [\n    { "code": "x" },\n    ${entry}\n  ]\n}\n`,
    ));

  test("begins the list, or the file", () => {
    for (const text of [`{ "policies": [] }`, "{}", undefined]) {
      const config = readConfigFile("iam-verdict.json", written(text) ?? "").config;
      const accepts = createAcceptance(config, "2026-11-26");
      assert.equal(accepts("roles/a.json", finding), true, text);
      assert.equal(accepts("roles/a.json", { ...finding, statement: { index: 0, sid: undefined } }), false, text);
    }
  });

  test("keeps to how an old file counts", () =>
    assert.match(written(`{ "suppress": [{ "code": "x", "statement": 0 }] }`) ?? "", /"statement": "1"/));

  test("is not offered where the file cannot be changed, or would be about other files too", () => {
    assert.equal(written("{"), undefined);
    assert.equal(written("[]"), undefined);
    assert.equal(written("{}", "roles/{a,b}.json"), undefined);
  });
});

describe("entries that accept nothing", () => {
  const codesIn = (text: string): readonly string[] =>
    readConfigFile("iam-verdict.json", text).config.suppress.map(({ code }) => code);
  const unused = (entry: object): readonly string[] =>
    findUnusedSuppressions(
      read({ suppress: [{ code: "dead-entry", ...entry }] }).config,
      [{ path: "roles/a.json", finding: { code: "dead-entry", statement: { index: 1, sid: "Read" } } }],
      "2026-11-26",
    ).map(({ message }) => message);

  test("are told, unless there is a finding for them", () => {
    for (const entry of [{}, { files: "roles/*.json" }, { statement: 2 }, { statement: "Read", until: "2026-11-26" }])
      assert.deepEqual(unused(entry), [], JSON.stringify(entry));
    for (const entry of [{ files: "*.json" }, { statement: 1 }, { code: "unknown-action" }])
      assert.match(unused(entry)[0] ?? "", /^This entry no longer matches any finding '.*',/, JSON.stringify(entry));
    assert.match(unused({ until: "2026-11-25" })[0] ?? "", /^This entry ended on 2026-11-25,/);
  });

  test("are told only once they are over, where nobody knows what was accepted", () => {
    const { config } = read({ suppress: [{ code: "dead-entry" }, { code: "dead-entry", until: "2026-11-25" }] });
    assert.deepEqual(
      findUnusedSuppressions(config, undefined, "2026-11-26").map(({ message }) => message.slice(0, 10)),
      ["This entry"],
    );
  });

  test("are not told where a note says already that no file is the one they name", () => {
    const reading = read({ suppress: [{ code: "dead-entry", files: "gone/*.json" }, { code: "dead-entry" }] });
    const unmatched = findUnmatchedFiles(reading, ["roles/a.json"]);
    assert.equal(unmatched.length, 1);
    assert.deepEqual(
      findUnusedSuppressions(reading.config, [], "2026-11-26", unmatched).map(({ span }) => span),
      [reading.config.suppress[1]?.span],
    );
  });

  test("are removed, with the comments around them kept", () => {
    const text = `{ "suppress": [\n  // the first\n  { "code": "a" },\n  { "code": "b" }\n] }`;
    const [first, second] = readConfigFile("iam-verdict.json", text).config.suppress;
    assert.ok(first && second);
    const without = (span: { start: number; end: number }): string =>
      applyEdits(text, removeSuppression(text, span) ?? []);
    assert.deepEqual(codesIn(without(first.span)), ["b"]);
    assert.match(without(second.span), /the first/);
    assert.deepEqual(codesIn(without(second.span)), ["a"]);
    assert.equal(removeSuppression(text, { start: 0, end: 1 }), undefined);
    assert.equal(removeSuppression("{", { start: 0, end: 1 }), undefined);
  });
});

describe("accepting findings", () => {
  const at = (index: number, sid?: string) => ({ code: "unknown-action", statement: { index, sid } });
  const accepts = (entry: object, today = "2026-11-22") =>
    createAcceptance(read({ suppress: [{ code: "unknown-action", ...entry }] }).config, today);

  test("the statement that messages call the second is 2", () => {
    const accepted = accepts({ statement: 2 });
    assert.deepEqual(
      [0, 1, 2].map((index) => accepted("a.json", at(index))),
      [false, true, false],
    );
  });

  test("a Sid names a statement wherever it stands", () => {
    const accepted = accepts({ statement: "Legacy" });
    assert.equal(accepted("a.json", at(5, "Legacy")), true);
    assert.equal(accepted("a.json", at(5)), false);
  });

  test("the day in 'until' is the last one", () => {
    for (const [today, held] of [
      ["2027-01-30", true],
      ["2027-01-31", true],
      ["2027-02-01", false],
    ] as const) {
      assert.equal(accepts({ until: "2027-01-31" }, today)("a.json", at(0)), held, today);
    }
  });

  test("a day in another form never holds: it would hold for ever", () => {
    for (const until of ["31.01.2027", "Jan 31 2027", "9", "2027-13-01"]) {
      assert.equal(accepts({ until })("a.json", at(0)), false, until);
    }
  });
});

test("the kind of a policy is written behind the other policies, and is what the file then says", () => {
  const before = `{ "policies": [{ "files": "roles/*", "kind": "trust" }] }`;
  const edit = kindEdit(before, "scps/guard.json", "scp");
  const text = edit !== undefined && "edits" in edit ? applyEdits(before, edit.edits) : "";
  assert.deepEqual(
    readConfigFile("iam-verdict.json", text).config.policies.map(({ files, kind }) => [files, kind]),
    [
      ["roles/*", "trust"],
      ["scps/guard.json", "scp"],
    ],
  );
  assert.equal(kindEdit(before, "a*.json", "scp"), undefined);
});
