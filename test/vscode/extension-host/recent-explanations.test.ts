import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { createRecentMessages } from "../../../client/src/recent-messages.ts";
import { DENIED_BY_NOBODY, DENIED_BY_SCP, explain, panelTab } from "./support/explanation.ts";
import { eventually } from "./support/eventually.ts";

suite("recent explanations", () => {
  test("the last message that was explained before is explained again from the list", async () => {
    await explain(DENIED_BY_NOBODY);
    await explain(DENIED_BY_SCP);
    const shown = vscode.commands.executeCommand("iamVerdict.showRecentExplanations");
    // The newest is the first of the list; the one before it is next.
    await eventually(
      "the list, and the choice of its second entry",
      async () => {
        await vscode.commands.executeCommand("workbench.action.quickOpenSelectNext");
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        return panelTab()?.label;
      },
      (label) => label === "AccessDenied-s3-PutObject",
    );
    await shown;
  });

  test("twenty messages are kept, each once, and they can be forgotten", async () => {
    const recent = createRecentMessages(memento());
    for (let time = 0; time < 25; time++) await recent.add({ message: `m${time}`, title: "", summary: "", time });
    await recent.add({ message: "m20", title: "", summary: "again", time: 25 });
    await recent.add({ message: "x".repeat(20_001), title: "", summary: "", time: 26 });
    assert.deepEqual(
      recent.all.slice(0, 3).map(({ message }) => message),
      ["m20", "m24", "m23"],
    );
    assert.equal(recent.all.length, 20);
    await recent.remove("m24");
    assert.equal(recent.all.length, 19);
    await recent.clear();
    assert.deepEqual(recent.all, []);
  });
});

function memento(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, otherwise?: T) => (values.get(key) ?? otherwise) as T,
    update: (key: string, value: unknown) => {
      if (value === undefined) values.delete(key);
      else values.set(key, value);
      return Promise.resolve();
    },
  };
}
