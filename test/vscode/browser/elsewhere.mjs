// Where else the extension runs: in the browser's own extension host, without trust, with several folders; and what
// somebody meets there who is new.
import assert from "node:assert/strict";
import { sampleWorkspace } from "../harness/run-folder.mjs";

const WRONG = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObjectt", "Resource": "*"}}';

const finds = (path) => ({
  title: `finds a wrong action in ${path}`,
  async run(workbench) {
    await workbench.openPath(path);
    await workbench.squiggles.first().waitFor({ state: "attached" });
  },
});

const HOVERS = {
  title: "tells a Condition in English",
  async run(workbench) {
    await workbench.openPath("data-analyst.json");
    await workbench.hoverOver('"Condition"', "203.0.113.0/24");
  },
};

const EXPLAINS = {
  title: "explains a denial from the files of the workspace",
  async run(workbench) {
    await workbench.runCommand("IAM Verdict: Explain AccessDenied");
    await workbench.inputBox("AccessDenied").waitFor();
    await workbench.answer(
      "User: arn:aws:sts::111122223333:assumed-role/build-bot/run is not authorized to perform: lambda:UpdateFunctionCode on resource: arn:aws:lambda:us-east-1:111122223333:function:orders with an explicit deny in a service control policy",
    );
    await workbench.explanation.page
      .getByRole("heading", { name: /service control policy/i })
      .first()
      .waitFor();
  },
};

/** Each with a workspace and a VS Code of its own. */
export const PLACES = [
  {
    name: "web-host",
    title: "in the browser's own extension host, with the server as a web worker",
    source: sampleWorkspace,
    files: { "identity/wrong.json": WRONG },
    settings: { "remote.extensionKind": { "iam-verdict.iam-verdict": ["web"] } },
    goesOn: true,
    isWeb: true,
    steps: [
      finds("wrong.json"),
      HOVERS,
      EXPLAINS,
      {
        title: "offers nothing that asks AWS",
        async run(workbench) {
          await workbench.listCommands("IAM Verdict: ");
          const titles = await workbench.choices.allInnerTexts();
          assert.ok(
            titles.some((title) => title.includes("Explain AccessDenied")),
            titles.join(),
          );
          assert.deepEqual(
            titles.filter((title) => /Who Am I|Decode/.test(title)),
            [],
          );
          await workbench.press("Escape");
        },
      },
    ],
  },
  {
    name: "untrusted",
    title: "in Restricted Mode",
    source: sampleWorkspace,
    files: { "identity/wrong.json": WRONG },
    settings: { "security.workspace.trust.startupPrompt": "never" },
    trusted: false,
    goesOn: true,
    steps: [
      {
        title: "the workspace is not trusted",
        run: ({ page }) =>
          page
            .getByRole("button", { name: /Restricted Mode/ })
            .first()
            .waitFor(),
      },
      finds("wrong.json"),
      HOVERS,
      EXPLAINS,
    ],
  },
  {
    name: "several-folders",
    title: "with several folders",
    files: {
      "all.code-workspace": JSON.stringify({ folders: [{ path: "one" }, { path: "two" }] }),
      "one/policies/first.json": WRONG,
      "two/policies/second.json": WRONG,
    },
    opens: "all.code-workspace",
    goesOn: true,
    steps: [finds("first.json"), finds("second.json")],
  },
];
