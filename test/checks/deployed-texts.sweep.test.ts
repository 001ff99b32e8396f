/**
 * Templates write the partition, the account and the Region as references. What is wrong with a policy does not hang on
 * them: every warning and error of a page of a check, and of the bad policies, is there all the same, and its fixes clear it.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { readJson } from "../../server/src/syntax/json.ts";
import { memberNamed } from "../../server/src/syntax/value.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { findingsAbout, type Reading, subjectFrom, withoutFindings } from "../support/annotated.ts";
import { example, PAGES, section } from "../support/check-pages.ts";
import { badPolicies, BESIDE_BAD_POLICIES } from "../support/fixture-policies.ts";
import { type HostForm, openForm } from "../support/host-forms.ts";
import { someOf } from "../support/searching.ts";

/** A template whose texts are those of the policy, or the same with references in them. */
function templateOf(policy: object, write: (text: string) => unknown): HostForm & { readonly file: string } {
  const file = JSON.stringify(
    { Resources: { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: rewritten(policy, write) } } } },
    null,
    1,
  );
  return { name: "a template", path: "template.json", keeps: "policy", hold: () => file, file };
}

function rewritten(value: unknown, write: (text: string) => unknown): unknown {
  if (typeof value === "string") return write(value);
  if (Array.isArray(value)) return value.map((item: unknown) => rewritten(item, write));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rewritten(item, write)]));
}

/** Conditions are compared by their texts, so only ARNs are written so. */
function deployed(text: string): unknown {
  const references = text
    .replace(/^arn:aws:/, "arn:${AWS::Partition}:")
    .replace(/\b\d{12}\b/g, "${AWS::AccountId}")
    .replace(/(?<=^arn:[^:]*(?::|::Partition\}:)[a-z0-9-]+:)[a-z]{2}-[a-z]+-\d(?=:)/, "${AWS::Region}");
  if (!text.startsWith("arn:") || references === text) return text;
  return { "Fn::Sub": references.replace(/\$\{(?!AWS::)/g, "${!") };
}

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
      const found = (write: (one: string) => unknown) => {
        const form = templateOf(policy, write);
        const site = openForm(form, form.file);
        return { form, site, findings: findingsAbout(subjectFrom(site.root, site.broken, reading), ALL_CHECKS) };
      };
      const { form, site, findings } = found(deployed);
      const serious = (all: typeof findings): readonly string[] =>
        all
          .filter(({ severity, code }) => (severity === "error" || severity === "warning") && !OF_ONE_ACCOUNT.has(code))
          .map(({ code }) => code)
          .toSorted();
      assert.deepEqual(serious(findings), serious(found((one) => one).findings), form.file);
      for (const { code, fixes } of findings) {
        for (const { title, changes } of fixes?.() ?? []) {
          const edits = site.writer?.edits(changes);
          if (edits === undefined) continue;
          const after = applyEdits(form.file, edits);
          assert.doesNotThrow(() => JSON.parse(after) as unknown, `${code} ${JSON.stringify(title)}\n${after}`);
          assert.ok(!after.includes("\\u0000") && !after.includes("${!AWS::"), `${code}\n${after}`);
        }
      }
    });
  }
});
