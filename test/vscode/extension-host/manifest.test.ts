/** What the installed extension says of itself, in the words that people see. */
import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { EXTENSION_ID } from "./support/workspace.ts";

interface Contributed {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: unknown }; virtualWorkspaces: unknown };
  readonly contributes: {
    readonly commands: readonly { readonly title: string; readonly category: string }[];
    readonly walkthroughs: readonly { readonly title: string }[];
    readonly configuration: readonly { readonly title: string }[];
  };
}

suite("the manifest", () => {
  test("has its words in place of their keys", () => {
    const manifest = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON as Contributed;
    const { commands, walkthroughs, configuration } = manifest.contributes;
    assert.deepEqual(
      configuration.map(({ title }) => title),
      ["Policies", "Checks", "Lenses and Hints"],
    );
    assert.equal(walkthroughs[0]?.title, "First steps with IAM Verdict");
    assert.ok(commands.some(({ title, category }) => `${category}: ${title}` === "IAM Verdict: Explain AccessDenied"));
    assert.doesNotMatch(JSON.stringify(manifest), /"%[\w.-]+%"/);
  });

  test("is used in workspaces that are not trusted or not on a disk", () => {
    const { capabilities } = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON as Contributed;
    assert.equal(capabilities.untrustedWorkspaces.supported, true);
    assert.equal(capabilities.virtualWorkspaces, true);
  });

  test("opens its walkthrough", async () => {
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", `${EXTENSION_ID}#firstSteps`, false);
    await eventually(
      "the walkthrough's tab is there",
      () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label),
      (labels) => labels.some((label) => /walkthrough|welcome|get started/i.test(label)),
    );
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
});
