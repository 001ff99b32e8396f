// The colours of policies in the themes that VS Code has: what no grammar knows stands out from the text around it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const samples = join(import.meta.dirname, "../../../samples");
const sample = (path) => readFileSync(join(samples, path), "utf8");

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "OwnFolder",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObjekt", "s3:Frobnicate"],
      "Resource": "arn:aws:s3:::home/\${aws:username}/*"
    },
    {
      "Sid": "Reports",
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::reports/*", "arn:aws:sqs:eu-west-1:111122223333:jobs"]
    }
  ]
}
`;

const THEMES = [
  ["dark", "Default Dark Modern"],
  ["light", "Default Light Modern"],
  ["high-contrast", "Default High Contrast"],
  // It turns semantic colours off by itself, for every language.
  ["light-high-contrast", "Default High Contrast Light", { "editor.semanticHighlighting.enabled": true }],
];

/** A text that has a colour of its own in each file, one near it that has the file's, and a line in between. */
const FILES = [
  ["json", "home/policy.json", "PutObjekt", "OwnFolder", 6],
  ["terraform", "terraform/main.tf", "PutMetricDate", "TellTheTotal", 36],
  ["cloudformation", "cloudformation/template.yaml", "SendEmial", "Attach", 52],
];

/** Each theme with a VS Code of its own. */
export const COLOURS = THEMES.map(([name, theme, settings = {}]) => ({
  name: `colours-${name}`,
  title: `the colours of policies in ${theme}`,
  files: {
    "home/policy.json": POLICY,
    "terraform/main.tf": sample("terraform/main.tf"),
    "cloudformation/template.yaml": sample("cloudformation/template.yaml"),
  },
  settings: { "workbench.colorTheme": theme, ...settings },
  goesOn: true,
  steps: FILES.map(([file, path, marked, plain, line]) => ({
    title: `a misspelled action stands out in ${path}`,
    picture: `colours-${name}-${file}`,
    async run(workbench) {
      await workbench.openPath(path);
      await workbench.goTo(line, 1);
      await workbench.squiggles.first().waitFor({ state: "attached" });
      const [own, others] = await workbench.coloursUntil(marked, plain, ([one, other]) => one !== other);
      assert.notEqual(own, others);
      await workbench.parkMouse();
    },
  })),
}));
