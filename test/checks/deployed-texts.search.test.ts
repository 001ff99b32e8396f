/**
 * Templates write the partition, the account and the Region as references. What is wrong with a policy does not hang on
 * them: every warning and error of a page of a check, and of the bad policies, is there all the same, and its fixes clear it.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type ReportedFinding } from "../../server/src/checks/check.ts";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { readJson } from "../../server/src/syntax/json.ts";
import { memberNamed } from "../../server/src/syntax/value.ts";
import { type Site } from "../../server/src/hosts/host.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { findingsAbout, type Reading, subjectFrom, withoutFindings } from "../support/annotated.ts";
import { example, PAGES, section } from "../support/check-pages.ts";
import { badPolicies, BESIDE_BAD_POLICIES } from "../support/fixture-policies.ts";
import { type HostForm, openForm } from "../support/host-forms.ts";
import { someOf } from "../support/searching.ts";

interface OpenForm extends Pick<HostForm, "name" | "path"> {
  /** An ARN with references in it, as the form has them; undefined for a text without. */
  readonly refer: (text: string) => unknown;
  readonly hold: (policy: unknown) => string;
}

function rewritten(value: unknown, write: (text: string) => unknown): unknown {
  if (typeof value === "string") return write(value);
  if (Array.isArray(value)) return value.map((item: unknown) => rewritten(item, write));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rewritten(item, write)]));
}

interface References {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** Conditions are compared by their texts, so only ARNs are written so. */
function referring(text: string, { partition, account, region }: References): string {
  if (!text.startsWith("arn:")) return text;
  const [head = "", own = "", service = "", place = "", ...rest] = text.replace(/\$\{/g, () => "\0").split(":");
  const first = [head, own === "aws" ? partition : own, service, /^[a-z]+-[a-z]+-\d$/.test(place) ? region : place];
  const numbered = rest.map((field) => field.replace(/\b\d{12}\b/g, () => account));
  return [...(rest.length === 0 ? [head, own, service, place] : first), ...numbered].join(":");
}

const IN_TEMPLATE: References = {
  partition: "${AWS::Partition}",
  account: "${AWS::AccountId}",
  region: "${AWS::Region}",
};
const IN_MODULE: References = {
  partition: "${data.aws_partition.own.partition}",
  account: "${data.aws_caller_identity.own.account_id}",
  region: "${data.aws_region.own.region}",
};

const FORMS: readonly OpenForm[] = [
  {
    name: "a template",
    path: "template.json",
    refer: (text) => {
      const written = referring(text, IN_TEMPLATE).replaceAll("\0", "${!");
      return written === text ? text : { "Fn::Sub": written };
    },
    hold: (policy) =>
      JSON.stringify(
        { Resources: { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: policy } } } },
        null,
        1,
      ),
  },
  {
    name: "a heredoc",
    path: "main.tf",
    refer: (text) => referring(text, IN_MODULE).replaceAll("\0", "$${"),
    hold: (policy) => {
      const json = JSON.stringify(policy, null, 1).replace(/(?<!\$)\$\{(?!data\.)/g, () => "$${");
      return `resource "aws_iam_policy" "p" {\n  policy = <<EOT\n${json}\nEOT\n}\n`;
    },
  },
];

const GIVEN: readonly { readonly name: string; readonly text: string; readonly reading: Reading }[] = [
  ...ALL_CHECKS.map(({ code }) => {
    const { source, reading } = example(section(readFileSync(join(PAGES, `${code}.md`), "utf8"), "Wrong"));
    return { name: `the page of ${code}`, text: withoutFindings(source), reading };
  }),
  ...badPolicies().map(({ name, text, kind, holder }) => ({
    name,
    text,
    reading: { kind, ...(holder && { holder }), ...BESIDE_BAD_POLICIES },
  })),
];

/** What names an account or compares two policies says it of this account alone. */
const OF_ONE_ACCOUNT = new Set<string>(["not-principal-with-deny", "key-policy-excludes"]);

describe("references to the partition, the account and the Region hide no warning", () => {
  for (const { name, text, reading } of someOf(GIVEN, 0)) {
    test(name, () => {
      const { root, problems } = readJson(text, PLACEHOLDERS);
      if (root?.kind !== "object" || problems.length > 0) return;
      const policy = JSON.parse(text) as object;
      if (!memberNamed(root, "Statement")) return;
      for (const form of FORMS) assertSame(form, policy, reading);
    });
  }
});

function assertSame(form: OpenForm, policy: object, reading: Reading): void {
  const found = (write: OpenForm["refer"]): Found => {
    const file = form.hold(rewritten(policy, write));
    const site = openForm(form, file);
    return { file, site, findings: findingsAbout(subjectFrom(site.root, site.broken, reading), ALL_CHECKS) };
  };
  const { file, site, findings } = found(form.refer);
  assert.deepEqual(serious(findings), serious(found((one) => one).findings), file);
  for (const { code, fixes } of findings) {
    for (const { title, changes } of fixes?.() ?? []) {
      const edits = site.writer?.edits(changes);
      if (edits === undefined) continue;
      const after = applyEdits(file, edits);
      if (form.path.endsWith(".json")) assert.doesNotThrow(() => JSON.parse(after) as unknown, `${code}\n${after}`);
      const isKept = !/\0|\\u0000|[\ue000-\uf8ff]|\$\{!AWS::|\$\$\{data\./.test(after);
      assert.ok(isKept, `${code} ${JSON.stringify(title)}\n${after}`);
    }
  }
}

interface Found {
  readonly file: string;
  readonly site: Site;
  readonly findings: readonly ReportedFinding[];
}

function serious(findings: readonly ReportedFinding[]): readonly string[] {
  return findings
    .filter(({ severity, code }) => (severity === "error" || severity === "warning") && !OF_ONE_ACCOUNT.has(code))
    .map(({ code }) => code)
    .toSorted();
}
