// The walkthrough, as somebody follows it who has opened nothing yet.
import assert from "node:assert/strict";

export const FIRST_STEPS = {
  name: "walkthrough",
  title: "at the first steps, in a window without a folder",
  isEmpty: true,
  goesOn: true,
  steps: [
    {
      title: "a step that needs the sample opens it and goes on there, with the walkthrough still open",
      async run(workbench) {
        const { page } = workbench;
        await workbench.runCommand("Welcome: Open Walkthrough...");
        await workbench.answerWith("First steps with IAM Verdict");
        await stepOf(workbench, "finding").click();
        await page.getByRole("button", { name: "Show the Finding" }).click();
        await workbench.tab(/build-bot/).waitFor();
        await workbench.squiggles.first().waitFor({ state: "attached" });
        await workbench.tab(/Welcome|Walkthrough/).waitFor();
      },
    },
    {
      title: "it is ticked off by the fix, and not before",
      async run(workbench) {
        const { page } = workbench;
        await workbench.tab(/Welcome|Walkthrough/).click();
        await stepOf(workbench, "sample").locator(".complete").waitFor();
        assert.equal(await stepOf(workbench, "finding").locator(".complete").count(), 0);
        await workbench.tab(/build-bot/).click();
        await page.locator(".monaco-editor.focused").first().waitFor();
        await workbench.press("Control+.");
        await page.locator(".action-widget:not(.action-list-submenu-panel)", { hasText: "with 'GetObject'" }).waitFor();
        await workbench.press("Enter");
        await workbench.editorWith('s3:GetObject"').waitFor();
        await workbench.tab(/Welcome|Walkthrough/).click();
        await stepOf(workbench, "finding").locator(".complete").waitFor();
      },
      picture: "first-steps",
    },
  ],
};

function stepOf({ page }, id) {
  return page.locator(`.getting-started-step[data-step-id$="#${id}"]`);
}
