/** Where a step that asks for something to be said in the workspace file leads to. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { placeInConfig, type ToState } from "../../server/src/workspace/place-in-config.ts";

const OUTER = `{ "policies": [{ "files": "a.json" }, { "files": "b/c.json" }], "organization": { "accounts": {} } }`;
const INNER = `{ "policies": [{ "files": "c.json" }] }`;
const SOURCES = [
  { path: "b/iam-verdict.json", text: INNER },
  { path: "iam-verdict.json", text: OUTER },
];
const ofFile = (file: string): ToState => ({ member: "policies", file });
const ORGANIZATION: ToState = { member: "organization", file: undefined };

describe("the place in the workspace file", () => {
  const rows: readonly (readonly [
    what: string,
    toState: ToState,
    texts: readonly string[],
    found: string | undefined,
  ])[] = [
    ["the entry of the file itself", ofFile("a.json"), [OUTER], '{ "files": "a.json" }'],
    ["the last of them for a file of which nothing is said", ofFile("d.json"), [OUTER], '{ "files": "b/c.json" }'],
    ["the organization", ORGANIZATION, [OUTER], '{ "accounts": {} }'],
    ["an empty list", ofFile("a.json"), ['{ "policies": [] }'], "[]"],
    ["the start, where nothing is said of it", ORGANIZATION, [INNER], ""],
    ["the start of what is no JSON", ofFile("a.json"), ["{{"], ""],
    ["what is in the place of the list", ofFile("a.json"), ['{ "policies": 1 }'], "1"],
    ["behind a byte order mark", ofFile("c.json"), [`\uFEFF${INNER}`], '{ "files": "c.json" }'],
    ["none, where there is no such file yet", ofFile("a.json"), [], undefined],
  ];
  for (const [what, toState, texts, found] of rows) {
    test(what, () => {
      const sources = texts.map((text) => ({ path: "iam-verdict.json", text }));
      const place = placeInConfig(sources, toState);
      assert.equal(place?.source.text.slice(place.span.start, place.span.end), found);
    });
  }

  test("is in the nearest file for a policy, in the outermost for the organization", () => {
    const at = (toState: ToState): string | undefined => placeInConfig(SOURCES, toState)?.source.path;
    assert.deepEqual(["b/c.json", "a.json", "bc.json"].map(ofFile).map(at), [
      "b/iam-verdict.json",
      "iam-verdict.json",
      "iam-verdict.json",
    ]);
    assert.equal(at(ORGANIZATION), "iam-verdict.json");
  });
});
