// Where else the extension runs: in the browser's own extension host, without trust, with several folders; and what
// somebody meets there who is new.
import assert from "node:assert/strict";
import { sampleWorkspace } from "../harness/run-folder.mjs";
import { COLOURS } from "./colours.mjs";
import { FIRST_STEPS } from "./first-steps.mjs";

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

const MANAGED = {
  title: "copies a policy of AWS into a new one, without a network",
  async run(workbench) {
    await workbench.press("Control+k");
    await workbench.press("Control+w");
    await workbench.runCommand("IAM Verdict: Show a Managed Policy of AWS");
    await workbench.answerWith("AmazonS3ReadOnlyAccess");
    await workbench.editorWith("s3-object-lambda:Get*").waitFor();
    await workbench.pressTitleAction(/Into a New Policy/);
    await workbench.tab(/Untitled/).waitFor();
    await workbench.page.getByRole("button", { name: "IAM Policy" }).first().waitFor();
  },
};

/** As wide as a window of 1400 pixels is at 200 %: the panel has some 320. */
const NARROW = [
  ["high-contrast", "Default High Contrast"],
  ["light-high-contrast", "Default High Contrast Light"],
].map(([name, theme]) => ({
  name: `narrow-${name}`,
  title: `in ${theme}, at 200 %`,
  source: sampleWorkspace,
  settings: { "workbench.colorTheme": theme },
  view: { width: 700, height: 450 },
  goesOn: true,
  steps: [
    {
      title: "the panel is cut off nowhere",
      async run(workbench) {
        await workbench.openPath("data-analyst.json");
        await workbench.hoverOver('"Condition"', "203.0.113.0/24");
        await workbench.press("Control+b");
        await EXPLAINS.run(workbench);
        await workbench.explanation.page.locator("table").first().waitFor({ state: "attached" });
        const widths = await workbench.explanation.widths();
        assert.ok(widths.own < 400 && widths.needed <= widths.own, JSON.stringify(widths));
        const cell = await workbench.explanation.widthOf("tbody td:last-child");
        assert.ok(cell > widths.own / 2, `the texts that are compared have ${cell} of ${widths.own}`);
      },
      picture: `${name}-narrow`,
    },
  ],
}));

/** Each with a workspace and a VS Code of its own. */
export const PLACES = [
  {
    name: "web-host",
    title: "in the browser's own extension host, with the server as a web worker",
    source: sampleWorkspace,
    files: { "identity/wrong.json": WRONG },
    goesOn: true,
    isWeb: true,
    steps: [
      {
        title: "finds a wrong action in wrong.json",
        run: (workbench) => workbench.openInPage(() => workbench.openPath("wrong.json").then(() => true)),
      },
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
    name: "no-folder",
    title: "in the browser's own extension host, without a folder",
    goesOn: true,
    isWeb: true,
    isEmpty: true,
    steps: [
      {
        title: "a denial that is pasted leads to something to do",
        async run(workbench) {
          const loads = await workbench.runCommandInPage("IAM Verdict: Explain AccessDenied");
          await workbench.inputBox("AccessDenied").waitFor();
          await workbench.answer(
            "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::acme/a.csv because no identity-based policy allows the s3:GetObject action",
          );
          await workbench.explanation.page
            .getByText(/No folder is open, .* Open the folder that has them/)
            .first()
            .waitFor();
          return loads;
        },
        picture: "no-folder",
      },
    ],
  },
  {
    name: "aws",
    title: "in front of an AWS that does not answer",
    source: sampleWorkspace,
    files: { "identity/wrong.json": WRONG },
    aws: true,
    goesOn: true,
    steps: [
      finds("identity/wrong.json"),
      {
        title: "Cancel ends a command that asks AWS, with nothing more to read",
        async run(workbench) {
          await workbench.runCommand("IAM Verdict: AWS: Who Am I");
          const progress = workbench.notification("Asking AWS (the environment's credentials): Who am I?");
          await progress.waitFor();
          await workbench.aws.asked();
          await progress.getByRole("button", { name: "Cancel" }).click();
          await progress.waitFor({ state: "hidden" });
          await workbench.aws.left();
          assert.deepEqual(await workbench.notification("").allInnerTexts(), []);
        },
      },
      {
        title: "the same command answers when AWS does",
        async run(workbench) {
          workbench.aws.speak();
          await workbench.runCommand("IAM Verdict: AWS: Who Am I");
          await workbench.notification(`You are ${workbench.aws.arn}.`).waitFor();
        },
      },
    ],
  },
  {
    name: "virtual",
    title: "in a virtual workspace, which is on no disk and which nobody can search",
    source: sampleWorkspace,
    files: { "identity/wrong.json": WRONG },
    goesOn: true,
    isWeb: true,
    isVirtual: true,
    steps: [
      {
        title: "finds a wrong action in wrong.json",
        run: (workbench) =>
          workbench.openInPage(async (comes) => {
            // The folders come from an extension, too.
            if (!(await comes(workbench.treeItem("identity")))) return false;
            await workbench.openFile("identity", "wrong.json");
            return true;
          }),
      },
      {
        title: "tells a Condition in English",
        async run(workbench) {
          await workbench.openFile("identity", "data-analyst.json");
          await workbench.hoverOver('"Condition"', "203.0.113.0/24");
        },
      },
      EXPLAINS,
      MANAGED,
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
  ...NARROW,
  ...COLOURS,
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
  {
    name: "newcomer",
    title: "what somebody meets who is new",
    source: sampleWorkspace,
    goesOn: false,
    steps: [
      {
        title: "Who Can lists the statements with links",
        async run(workbench) {
          await workbench.openPath("data-analyst.json");
          await workbench.hoverOver('"Condition"', "203.0.113.0/24");
          await workbench.runCommand("IAM Verdict: Who Can");
          await workbench.inputBox("s3:GetObject arn:").waitFor();
          await workbench.answer("s3:GetObject");
          await workbench.tab(/who-can-s3-GetObject/).waitFor();
          await workbench.editorWith("ReadOwnTeamsReports").waitFor();
        },
        picture: "who-can",
      },
      {
        title: "a policy that is pasted into a plain text is asked about, and becomes one",
        async run(workbench) {
          const { page } = workbench;
          await workbench.press("Control+Alt+n");
          await workbench.tab(/Untitled/).waitFor();
          await workbench.paste(WRONG);
          await page.getByText("This looks like an IAM policy: treat it as one?").first().waitFor();
          await page.getByRole("button", { name: "Yes", exact: true }).first().click();
          await workbench.squiggles.first().waitFor({ state: "attached" });
          await page.getByRole("button", { name: "IAM Policy" }).first().waitFor();
        },
      },
      {
        title: "the status says how many policies and problems the file has",
        async run({ page }) {
          await page.locator('[id="status.languageStatus"]').first().click();
          await page.locator(".hover-language-status", { hasText: "1 IAM policy, 1 problem" }).first().waitFor();
        },
        picture: "status",
      },
      {
        title: "the walkthrough has its steps",
        async run(workbench) {
          await workbench.runCommand("Welcome: Open Walkthrough...");
          await workbench.answerWith("First steps with IAM Verdict");
          await workbench.page.locator(".getting-started-step").first().waitFor();
        },
        picture: "walkthrough",
      },
    ],
  },
  FIRST_STEPS,
  {
    name: "first-start",
    title: "in a folder with policies of which nothing is said",
    files: { "policies/app.json": WRONG, "scps/guard.json": WRONG },
    goesOn: true,
    steps: [
      {
        title: "one line in the status bar offers a first workspace file, and nothing asks",
        async run({ page }) {
          await page.locator(".statusbar-item", { hasText: "2 policies in this folder" }).first().waitFor();
          assert.equal(await page.locator(".notification-toast").count(), 0);
          assert.equal(await page.locator(".monaco-dialog-box").count(), 0);
        },
        picture: "first-start",
      },
      {
        title: "a click makes the file, with questions, and the offer is gone",
        async run(workbench) {
          const offer = workbench.page.locator(".statusbar-item", { hasText: "2 policies in this folder" });
          await offer.first().click();
          await workbench.editorWith("What IAM Verdict found in this folder").waitFor();
          await offer.first().waitFor({ state: "detached" });
        },
        picture: "first-file",
      },
    ],
  },
];
