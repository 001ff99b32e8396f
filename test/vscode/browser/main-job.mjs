// The extension's main job as a person does it, step by step; each step starts where the one before it ended.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sampleWorkspace } from "../harness/run-folder.mjs";
import { shownText } from "./workbench.mjs";

// The input box is one line, and so is what a clipboard leaves in it.
const MESSAGE = readFileSync(join(sampleWorkspace, "denied.txt"), "utf8").replace(/\s+/g, " ").trim();

const POLICY = "data-analyst.json";
const GUARD = "region-guard.json";

/** Line and column behind an action of the policy, and what is typed there to make it wrong. */
const BEHIND_ACTION = placeBehind(`identity/${POLICY}`, "athena:StartQueryExecution");
/** Where the statement starts that denies: the brace above its Sid. */
const DENYING_LINE = placeBehind(`organization/${GUARD}`, '"Sid": "StayInEurope"')[0] - 1;

export const steps = [
  {
    title: "the hover over a Condition tells it in English",
    async run(workbench) {
      await workbench.openFile("identity", POLICY);
      const hover = await workbench.hoverOver('"Condition"', "203.0.113.0/24");
      assert.match(await hover.innerText(), /203\.0\.113\.0\/24[^]*\bor\b[^]*2001:db8:42::\/48/);
    },
    picture: "hover",
  },
  {
    title: "typing a wrong action brings a squiggle, and there was none before",
    async run(workbench) {
      await workbench.goTo(...BEHIND_ACTION);
      assert.equal(await workbench.squiggles.count(), 0);
      await workbench.type("er");
      await workbench.squiggles.first().waitFor({ state: "attached" });
    },
    picture: "squiggle",
  },
  {
    title: "the Problems view names the action and the extension",
    async run(workbench) {
      await workbench.showProblems();
      const row = workbench.problemWith("StartQueryExecutioner");
      await row.waitFor();
      assert.match(await row.innerText(), /IAM Verdict/);
    },
    picture: "problems",
  },
  {
    title: "the command palette offers Explain AccessDenied, which asks for the message",
    async run(workbench) {
      await workbench.hidePanel();
      await workbench.runCommand("IAM Verdict: Explain AccessDenied");
      await workbench.inputBox("AccessDenied").waitFor();
    },
    picture: "input",
  },
  {
    title: "the result names the layer",
    async run(workbench) {
      await workbench.answer(MESSAGE);
      await workbench.tab(/AccessDenied.*\.txt/).waitFor();
      const result = workbench.editorWith("Denied by");
      await result.waitFor();
      assert.match(await shownText(result), /service control policy/);
      await workbench.links(result);
    },
    picture: "explain-denial",
  },
  {
    title: "its link leads to the statement that denies",
    async run(workbench) {
      const statement = workbench.editorAt("StayInEurope", DENYING_LINE);
      await workbench.followLink(workbench.editorWith("Denied by"), GUARD, statement);
    },
    picture: "statement",
  },
];

/** Line and column, counted from 1, just behind the first place of `text` in a file of the sample. */
function placeBehind(file, text) {
  const before = readFileSync(join(sampleWorkspace, file), "utf8").split(text)[0] + text;
  const lines = before.split("\n");
  return [lines.length, lines.at(-1).length + 1];
}
