/** Lists in order, each value once: in every host as in JSON, and the same values as before. `npm test` of this file tries a few hosts. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { HOST_FORMS, openForm } from "../support/host-forms.ts";
import { refactored } from "../support/refactored.ts";
import { someOf } from "../support/searching.ts";

const ACTIONS = ["s3:PutObject", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:getobject"];
const RESOURCES = ["arn:aws:s3:::zebra/*", "arn:aws:s3:::apple/*", "arn:aws:s3:::zebra/*"];
const JSON_POLICY = JSON.stringify(
  { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ACTIONS, Resource: RESOURCES }] },
  undefined,
  2,
);

const policy = openForm({ path: "policy.json" }, JSON_POLICY).root;

function listsIn(path: string, text: string): { readonly actions: string[]; readonly resources: string[] } {
  const { root: written } = openForm({ path }, text);
  const [statement] = readPolicy(written).statements;
  return {
    actions: statement?.action?.entries.map(({ text: entry }) => entry) ?? [],
    resources: statement?.resource?.entries.map(({ text: entry }) => entry) ?? [],
  };
}

function withCursorAt(text: string, word: string): string {
  const at = text.indexOf(word);
  return `${text.slice(0, at + 1)}<|>${text.slice(at + 1)}`;
}

describe("what is sorted in a host", () => {
  const forms = [{ name: "JSON", path: "policy.json", hold: () => JSON_POLICY }, ...HOST_FORMS];
  test("there are more than six of them", () => assert.ok(forms.length > 6));
  for (const form of someOf(forms, 0)) {
    const text = form.hold(policy, JSON_POLICY);
    assert.ok(text !== undefined, form.name);
    const { path } = form;
    test(`${form.name}: one list`, () => {
      const sorted = refactored(
        { text: withCursorAt(text, "s3:PutObject"), path },
        "Sort and remove duplicates in 'Action'",
      );
      const { actions, resources } = listsIn(path, sorted);
      assert.deepEqual(
        actions.map((action) => action.toLowerCase()),
        ["s3:deleteobject", "s3:getobject", "s3:putobject"],
      );
      assert.deepEqual(resources, listsIn(path, text).resources);
    });
    test(`${form.name}: all lists of the statement`, () => {
      const title = "Sort and remove duplicates in all lists";
      const { actions, resources } = listsIn(
        path,
        refactored({ text: withCursorAt(text, "s3:PutObject"), path }, title),
      );
      assert.equal(actions.length, 3);
      assert.deepEqual(resources, ["arn:aws:s3:::apple/*", "arn:aws:s3:::zebra/*"]);
    });
  }
});
