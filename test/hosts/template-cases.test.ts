/**
 * Templates of CloudFormation and SAM, and files of the Serverless Framework, in forms that people write. In each of the
 * one kind a single fault is planted, between `«` and `»`: that is found, of the right kind of policy, and nothing else.
 * Those of the other kind tempt to a false claim: nothing is said of them.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { casesIn, findingsOfCases } from "../support/planted-cases.ts";
import { eighthOf } from "../support/searching.ts";

describe("what is found in templates", () => {
  const findingsIn = findingsOfCases();

  for (const one of eighthOf(casesIn("templates/planted.txt"), 0)) {
    const [name = "", codes = "", kind = ""] = one.about;
    test(name.replaceAll("-", " "), async () => {
      const found = await findingsIn(one);
      const said = found.map(({ code }) => code);
      assert.ok(said.length > 0 && said.every((code) => codes.split(" ").includes(code)), said.join());
      const [finding] = found;
      if (kind !== "any") assert.equal(finding?.policy.kind, kind);
      const text = one.files.get(finding?.file ?? "") ?? "";
      // Its quotes may belong to it, or more of the value.
      const [start, end] = [text.indexOf("«"), text.indexOf("»") - 1];
      const { range } = finding ?? {};
      assert.ok(
        range && range.start.offset <= end && start <= range.end.offset,
        `${JSON.stringify(range)} ${start} ${end}`,
      );
      const written = text.replace(/[«»]/g, "");
      assert.equal(range.start.line, written.slice(0, range.start.offset).split("\n").length);
    });
  }

  for (const one of eighthOf(casesIn("templates/clean.txt"), 0)) {
    const [name = ""] = one.about;
    test(`nothing of ${name.replaceAll("-", " ")}`, async () => {
      const found = await findingsIn(one);
      assert.deepEqual(
        found.filter(({ severity }) => severity === "error" || severity === "warning").map(({ code }) => code),
        [],
      );
    });
  }
});
