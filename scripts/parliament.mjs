// What parliament's own tests expect of each of its example policies, and what we say of them:
//   npm run build && node scripts/parliament.mjs FILE
// FILE has one JSON object a line: {"id", "policyText" or "policy", "expectedIssues": ["RESOURCE_MISMATCH", …]}. For each
// expected issue it prints which of our checks says so, or the reason in docs/checks/parliament.md why none does. Exits
// with 1 where the table knows neither, or where none of the checks that it names says anything.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("Usage: node scripts/parliament.mjs FILE");
  process.exit(2);
}
const rows = readFileSync(file, "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => JSON.parse(line));
const table = readTable(readFileSync(join(root, "docs", "checks", "parliament.md"), "utf8"));
const found = lint(rows.map(({ policy, policyText }) => (policyText ?? JSON.stringify(policy, null, 2)).trim()));

let open = 0;
for (const [index, { id, expectedIssues }] of rows.entries()) {
  for (const issue of expectedIssues ?? []) {
    const answer = answerTo(issue, id, found[index] ?? []);
    if (answer === undefined) open++;
    console.log(`${issue}  ${id}: ${answer ?? `OPEN, has ${(found[index] ?? []).join(", ") || "nothing"}`}`);
  }
}
console.log(open === 0 ? "Each expected issue has its counterpart or its reason." : `${open} without either.`);
process.exit(open === 0 ? 0 : 1);

/** A row's reason is that of the issue, and of one example alone where the example is named in it. */
function answerTo(issue, id, codes) {
  const own = table.filter((row) => row.issue === issue);
  const said = own.flatMap((row) => row.codes).find((code) => codes.includes(code));
  if (said !== undefined) return said;
  const reason =
    own.find((row) => row.example === id) ?? own.find((row) => row.example === undefined && row.reason !== "");
  return reason === undefined ? undefined : `no check: ${reason.reason}`;
}

/** The rows `| issue | [code](code.md), … | reason |`; the issue may have an example behind it. */
function readTable(page) {
  return page.split("\n").flatMap((line) => {
    const cells = /^\| `([A-Z_]+)`(?: in `([^`]+)`)? +\| (.*?) +\| (.*?) *\|$/.exec(line);
    if (cells === null) return [];
    const [, issue, example, codes, reason] = cells;
    return [
      { issue, example, codes: [...codes.matchAll(/\[([a-z-]+)\]|`([a-z-]+)`/g)].map(([, a, b]) => a ?? b), reason },
    ];
  });
}

function lint(texts) {
  const folder = mkdtempSync(join(tmpdir(), "parliament-"));
  try {
    for (const [index, text] of texts.entries()) {
      mkdirSync(join(folder, String(index)));
      writeFileSync(join(folder, String(index), "policy.json"), text);
    }
    const { stdout } = spawnSync(process.execPath, [join(root, "dist", "cli.js"), "lint", ".", "--format", "json"], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    const { findings } = JSON.parse(stdout);
    return texts.map((_, index) =>
      findings.filter((one) => one.file === `${index}/policy.json`).map(({ code }) => code),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
