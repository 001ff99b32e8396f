import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { DENIED_BY_CONDITION, explain } from "./support/explanation.ts";

interface FactAnswer {
  readonly verdict?: string;
  readonly facts?: readonly { readonly key: string; readonly value: string }[];
  readonly problem?: string;
}

suite("facts of a request", () => {
  test("what the explanation does not know can be told, and it is explained with it", async () => {
    const explained = await explain(DENIED_BY_CONDITION);
    assert.deepEqual(
      explained.denials[0]?.unknowns.map(({ fact }) => fact),
      ["aws:SourceIp"],
    );
    const inside = await tell("aws:SourceIp", "203.0.113.7");
    assert.deepEqual(inside.facts, [{ key: "aws:SourceIp", value: "203.0.113.7" }]);
    assert.equal(inside.verdict, "workspace-allows");
  });

  test("a fact that is told again is replaced, and one that is removed is unknown again", async () => {
    await explain(DENIED_BY_CONDITION);
    await tell("aws:SourceIp", "203.0.113.7");
    const outside = await tell("aws:sourceip", "192.0.2.1");
    assert.equal(outside.verdict, "explained");
    assert.equal(outside.facts?.length, 1);
    const without = await vscode.commands.executeCommand<FactAnswer>("iamVerdict.removeFact", { key: "aws:SourceIp" });
    assert.deepEqual(without.facts, []);
  });

  test("what cannot be its value is turned away in plain words", async () => {
    await explain(DENIED_BY_CONDITION);
    const { problem } = await tell("aws:SourceIp", "the office");
    assert.match(problem ?? "", /one IP address/);
  });
});

function tell(key: string, value: string): Thenable<FactAnswer> {
  return vscode.commands.executeCommand<FactAnswer>("iamVerdict.addFact", { key, value });
}
