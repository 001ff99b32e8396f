/** The figures that must stay small, beside parsing the same policy with JSON.parse. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openCatalog } from "../server/src/catalog/open-catalog.ts";
import { readDocument } from "../server/src/service/document.ts";
import { hoverPolicy } from "../server/src/service/hover.ts";
import { findingsBench } from "./findings.ts";
import { medianOf, type Measurement, report } from "./measure.ts";
import { otherJsonOf, policyOf } from "./policies.ts";
import { measureEvaluation } from "./evaluation.ts";
import { measureExplaining } from "./explaining.ts";
import { measureReading } from "./reading.ts";
import { measureProofs } from "./proofs.ts";
import { measureServer } from "./server.ts";

const core = readFileSync(join(process.cwd(), "generated", "catalog-core.json"), "utf8");
const descriptions = readFileSync(join(process.cwd(), "generated", "catalog-descriptions.json"), "utf8");
const open = () => openCatalog({ core, descriptions: () => descriptions });
const catalog = open();

const policy = policyOf(6_000);
const document = (text: string) => readDocument({ path: "policy.json", languageId: "json", text }, undefined);
const findings = findingsBench(catalog).find;
// Proofs are kept by a statement's text, so what is measured must be a new text each time.
let count = 0;
const renamed = (text: string) => text.replace(/"Statement(\d+)"/g, `"S${++count}x$1"`);
const edited = (text: string) => text.replace('"Statement0"', `"S${++count}"`);
const parsed = document(policy).policies[0]?.policy;
if (parsed === undefined) throw new Error("the benchmark's own policy was not recognised");
const conditionOffset = policy.indexOf("Condition") + 1;
const large = policyOf(200_000);
const otherJson = otherJsonOf(1_000_000);

const baseline: Measurement = {
  name: "baseline: JSON.parse of the 6 kB policy",
  milliseconds: medianOf(() => JSON.parse(policy)),
  limit: undefined,
};
const measured: Measurement[] = [
  { name: "catalog: open", milliseconds: medianOf(open), limit: 15 },
  {
    name: "catalog: open and search all names",
    milliseconds: medianOf(() => open().actionsMatching("*", 20)),
    limit: 15,
  },
  {
    name: "catalog: first detail of ec2",
    milliseconds: medianOf(() => open().service("ec2")?.action("RunInstances")) - medianOf(open),
    limit: 15,
  },
  { name: "findings of a 6 kB policy never seen", milliseconds: medianOf(() => findings(renamed(policy))), limit: 50 },
  { name: "findings of a 6 kB policy, one edit", milliseconds: medianOf(() => findings(edited(policy))), limit: 16 },
  { name: "findings of a 200 kB policy, one edit", milliseconds: medianOf(() => findings(edited(large))), limit: 500 },
  { name: "1 MB of other JSON", milliseconds: medianOf(() => findings(otherJson)), limit: 5 },
  {
    name: "hover on a Condition",
    milliseconds: medianOf(() => hoverPolicy({ policy: parsed, kind: "identity" }, conditionOffset, catalog)),
    limit: 16,
  },
];
const server = await measureServer(policy);
const over = report(
  [
    ...measured,
    ...measureProofs(catalog),
    ...measureReading(),
    ...measureExplaining(catalog),
    ...measureEvaluation(),
    ...server.measurements,
  ],
  baseline,
);
console.log(`server memory with one file open: ${server.megabytes?.toFixed(0) ?? "unknown"} MB (limit 150 MB)`);
process.exit(over > 0 || (server.megabytes ?? 0) > 150 ? 1 : 0);
