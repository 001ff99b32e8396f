// The extension's main job as a person does it, step by step; each step starts where the one before it ended.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sampleWorkspace } from "../harness/run-folder.mjs";

// The input box is one line, and so is what a clipboard leaves in it.
const MESSAGE = readFileSync(join(sampleWorkspace, "denied.txt"), "utf8").replace(/\s+/g, " ").trim();
const HOSTILE = `User: arn:aws:iam::111122223333:user/eve is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::x/<img src=x onerror=alert(1)>[x](command:workbench.action.closeWindow)" with an explicit deny in a service control policy`;

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
    title: "the panel names the layer and draws the path, beside the statement that denies",
    async run(workbench) {
      await workbench.answer(MESSAGE);
      await workbench.tab(/AccessDenied-ce/).waitFor();
      const { page } = workbench.explanation;
      await page.getByRole("heading", { name: "Denied by a service control policy (SCP)" }).waitFor();
      await page
        .getByRole("listitem")
        .filter({ hasText: /SCP\s+blocked/ })
        .waitFor();
      await page.getByText("The request is blocked at the service control policy (SCP).").waitFor();
      await workbench.editorAt("StayInEurope", DENYING_LINE).waitFor();
    },
    picture: "explain-denial",
  },
  {
    title: "the panel's colors and fonts are those of the theme, and its style is in force",
    async run(workbench) {
      const style = await workbench.explanation.styleOf("button.primary");
      assert.equal(style.backgroundColor, style.themeButton);
      assert.equal(style.blockedIsSquare, true);
    },
  },
  {
    title: "a click on the statement's place puts the cursor on it",
    async run(workbench) {
      await workbench.closeEditor(GUARD);
      await workbench.explanation.press(new RegExp(`${GUARD}:${DENYING_LINE}`));
      await workbench.editorAt("StayInEurope", DENYING_LINE).waitFor();
    },
    picture: "statement",
  },
  {
    title: "a fix is previewed as a difference",
    async run(workbench) {
      await workbench.explanation.press(/^Preview Change: Exempt ce:GetCostAndUsage/);
      await workbench.tab(`${GUARD} (Fix Preview)`).waitFor();
      await workbench.editorWith('"ce:GetCostAndUsage"').waitFor();
    },
    picture: "fix-preview",
  },
  {
    title: "applied from the preview, the explanation turns to what the files allow now",
    async run(workbench) {
      // The panel's page may take the focus late, and only the group that has it shows its actions.
      await workbench.tab(`${GUARD} (Fix Preview)`).click();
      await workbench.pressTitleAction("Apply Fix");
      const { page } = workbench.explanation;
      await page.getByRole("heading", { name: "The files here now allow it" }).waitFor();
      await page.getByRole("heading", { name: "Done" }).waitFor();
      await page
        .getByRole("listitem")
        .filter({ hasText: /SCP\s+passed/ })
        .waitFor();
      await workbench.tab(`${GUARD} (Fix Preview)`).waitFor({ state: "hidden" });
      await workbench.editorWith('"ce:GetCostAndUsage"').waitFor();
    },
    picture: "fix-applied",
  },
  {
    title: "one undo takes it back, and the explanation follows",
    async run(workbench) {
      await workbench.focusEditor("StayInEurope");
      await workbench.press("Control+z");
      const { page } = workbench.explanation;
      await page.getByRole("heading", { name: "Denied by a service control policy (SCP)" }).waitFor();
      assert.equal(await page.getByText("us-east-1", { exact: true }).first().isVisible(), true);
    },
  },
  {
    title: "from the keyboard: a fact is asked for, told, shown and taken back, and the focus stays",
    async run(workbench) {
      const { explanation } = workbench;
      await explanation.pressByKey("Add a Fact");
      await workbench.inputBox("aws:SourceIp").waitFor();
      await workbench.answer("aws:RequestedRegion");
      await workbench.inputTitled("Add a Fact: aws:RequestedRegion").waitFor();
      await workbench.answer("eu-west-1");
      await explanation.page.getByRole("heading", { name: "Facts you added" }).waitFor();
      // The page was drawn again, and the focus is where it was.
      await explanation.hasFocusOn("tell-fact-");
      await explanation.pressByKey("Remove: aws:RequestedRegion");
      await explanation.page.getByRole("heading", { name: "Facts you added" }).waitFor({ state: "hidden" });
      // What was pressed is gone: the focus went to the verdict and not to nowhere.
      await explanation.hasFocusOn("verdict-0");
    },
  },
  {
    title: "a hostile message is shown as text",
    async run(workbench) {
      await workbench.runCommand("IAM Verdict: Explain AccessDenied");
      await workbench.inputBox("AccessDenied").waitFor();
      await workbench.answer(HOSTILE);
      const { page } = workbench.explanation;
      const shown = page.locator("code", {
        hasText: "<img src=x onerror=alert(1)>[x](command:workbench.action.closeWindow)",
      });
      await shown.first().waitFor();
      assert.equal(await page.locator("img, iframe, a[href^='command']").count(), 0);
    },
    picture: "hostile",
  },
  {
    title: "hidden and shown again, the panel is as it was",
    async run(workbench) {
      await workbench.runCommand("IAM Verdict: Show Explanation as Text");
      await workbench.tab(/AccessDenied.*\.txt/).waitFor();
      await workbench.closeEditor(/AccessDenied.*\.txt/);
      await workbench.explanation.page.locator("code", { hasText: "<img src=x" }).first().waitFor();
    },
  },
  {
    title: "the history lists both messages, the newest first",
    async run(workbench) {
      await workbench.runCommand("IAM Verdict: Show Recent Explanations");
      const rows = workbench.choices;
      await rows.filter({ hasText: "Clear the history" }).waitFor();
      assert.match(await rows.nth(0).innerText(), /s3-GetObject/);
      assert.match(await rows.nth(1).innerText(), /ce-GetCostAndUsage/);
      await workbench.press("Escape");
    },
  },
  {
    title: "after a reload of the window, the panel explains the message again",
    async run(workbench) {
      await workbench.reload();
      await workbench.explanation.page.locator("code", { hasText: "<img src=x" }).first().waitFor();
    },
  },
];

/** Line and column, counted from 1, just behind the first place of `text` in a file of the sample. */
function placeBehind(file, text) {
  const before = readFileSync(join(sampleWorkspace, file), "utf8").split(text)[0] + text;
  const lines = before.split("\n");
  return [lines.length, lines.at(-1).length + 1];
}
