/**
 * A check is one file, one line in the registry, one page and one test, all of the same name; and what the page shows
 * is true (`npm test` tries the pages of every fourth). UPDATE=1 draws the pictures of the pages anew and writes the table of docs/checks/README.md.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Check, type Severity } from "../server/src/checks/check.ts";
import { groupOf } from "../server/src/checks/check-groups.ts";
import { ALL_CHECKS } from "../server/src/checks/index.ts";
import { REPLACED_CODES } from "../server/src/checks/replaced-codes.ts";
import { drawFindings, findingsIn, withoutFindings } from "./support/annotated.ts";
import { example, PAGES, section } from "./support/check-pages.ts";
import { quarterOf } from "./support/searching.ts";

const UPDATE = process.env["UPDATE"] === "1";
const CODES = ALL_CHECKS.map((check) => check.code);

describe("each check has the same name everywhere", () => {
  test("the registry is in order and holds every file", () => {
    assert.deepEqual(CODES, [...CODES].sort());
    assert.deepEqual(namesIn(join("server", "src", "checks", "rules"), ".ts"), CODES);
  });
  test("no check replaces one that is still there", () => {
    assert.deepEqual(
      [...REPLACED_CODES.keys()].filter((code) => CODES.includes(code)),
      [],
    );
  });
  test("every page belongs to a check", () => {
    assert.deepEqual(
      namesIn(PAGES, ".md").filter(
        (name) => !["README", "access-analyzer", "parliament", "precision", "unused-suppression"].includes(name),
      ),
      CODES,
    );
  });
  test("every check has its test", () => {
    const tests = new Set(namesIn(join("test", "checks"), ".test.ts"));
    assert.deepEqual(
      CODES.filter((code) => !tests.has(code)),
      [],
    );
  });
  test("the table of contents is up to date", () => {
    const path = join(PAGES, "README.md");
    if (UPDATE) writeFileSync(path, tableOfContents());
    assert.equal(readFileSync(path, "utf8"), tableOfContents());
  });
});

for (const check of UPDATE ? ALL_CHECKS : quarterOf(ALL_CHECKS, 0)) {
  describe(`the page of ${check.code}`, () => {
    const path = join(PAGES, `${check.code}.md`);
    if (UPDATE) writeFileSync(path, redrawn(readFileSync(path, "utf8")));
    const page = readFileSync(path, "utf8");
    test("has the parts of every page", () => {
      assert.deepEqual(headings(page), [
        `# ${check.code}`,
        "## Wrong",
        "## Instead",
        "## Why",
        "## Severity",
        "## When to ignore it",
      ]);
      assert.ok(
        section(page, "Severity").startsWith(SEVERITY_WORDS[check.severity]),
        "the severity is that of the check",
      );
    });
    test("shows what it finds, and nothing else", () => assertShows(page, check));
    test("shows a policy that has no findings", () => {
      const { source, reading } = example(section(page, "Instead"));
      assert.deepEqual(findingsIn(source, reading), []);
    });
  });
}

describe("the table beside IAM Access Analyzer", () => {
  const rows = readFileSync(join(PAGES, "access-analyzer.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, theirs = "", ours = "", remark = ""]) => ({ theirs, ours, remark }));
  test("has each of its codes once", () => {
    const codes = rows.map(({ theirs }) => theirs);
    assert.ok(codes.length > 100);
    assert.ok(codes.every((code) => /^`[A-Z0-9_]+`$/.test(code)));
    assert.deepEqual([...new Set(codes)], codes);
  });
  for (const { theirs, ours, remark } of rows) {
    test(`names checks of ours, or a reason: ${theirs}`, () => {
      const linked = [...ours.matchAll(/\[([a-z-]+)\]\(([a-z-]+)\.md\)/g)];
      assert.ok(linked.every(([, name, page]) => name === page && CODES.includes(name ?? "")));
      assert.ok(linked.length > 0 || ours === "`invalid-json`" || (ours === "—" && remark !== ""));
    });
  }
});

function assertShows(page: string, check: Check): void {
  const { source, reading } = example(section(page, "Wrong"));
  const plain = withoutFindings(source);
  const findings = findingsIn(plain, reading);
  assert.deepEqual([...new Set(findings.map((finding) => finding.code))], [check.code]);
  assert.equal(drawFindings(plain, findings), source);
}

function redrawn(page: string): string {
  const wrong = section(page, "Wrong");
  const { source, reading } = example(wrong);
  const plain = withoutFindings(source);
  return page.replace(source, () => drawFindings(plain, findingsIn(plain, reading)));
}

function headings(page: string): readonly string[] {
  return page.split("\n").filter((line) => line.startsWith("#"));
}

function namesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
}

/** As Prettier lays tables out. */
function tableOfContents(): string {
  const rows = ALL_CHECKS.map((check) => [
    `[${check.code}](${check.code}.md)`,
    check.severity,
    groupOf(check),
    check.summary,
  ]);
  const header = ["Check", "Severity", "Group", "What it says"];
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[], fill = " "): string =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width, fill)).join(" | ")} |`;
  return `${[
    "# Checks",
    "",
    "Each check has a page that says what it finds, why, and when it is right to ignore it. The setting `iamVerdict.severity` changes a severity by its code, or turns the check off. It does the same for all checks of a group by the group's name:",
    "",
    "- `rejected`: AWS does not take the policy.",
    "- `ineffective`: something does less than it seems to, up to nothing at all.",
    "- `security`: something grants more than it seems to. Nothing of this group is said of AWS's own managed policies, nor of a copy of one under its name, in a file of its own or in a list.",
    "- `redundant`: something could be left out.",
    "",
    "What a severity says:",
    "",
    "- **Error**: AWS rejects the policy.",
    "- **Warning**: its owner would change it. Something does less than it says, up to nothing, or it grants more than it seems to, such as permissions that the caller does not have.",
    "- **Information**: it is true, and often meant or without harm. So is what rests on a list of AWS's that may have gaps.",
    "- **Hint**: a word or an entry could be left out or written otherwise, and nothing would change.",
    "",
    "A JSON or `.tfvars` file, or a policy in a YAML file of its own, below `tests`, `testdata`, `fixtures`, `fuzz`, `mocks` or `placebo_recordings`, or called `….mock.json`, may be data that AWS never gets, and so may one whose path names another object storage, such as MinIO. All that is said of its policies is information, unless `iam-verdict.json` names their kind, or a template has them in its resources: it may be deployed for a test.",
    "",
    line(header),
    line(["", "", "", ""], "-"),
    ...rows.map((row) => line(row)),
  ].join("\n")}\n`;
}

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  error: "Error",
  warning: "Warning",
  info: "Information",
  hint: "Hint",
};
