/** The figures that must stay small, beside parsing the same policy with JSON.parse. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openCatalog } from "../server/src/catalog/open-catalog.ts";
import { readDocument } from "../server/src/service/document.ts";
import { hoverPolicy } from "../server/src/service/hover.ts";
import { findingsBench } from "./findings.ts";
import { type Amount, medianOf, type Measurement, report } from "./measure.ts";
import { measureEditing } from "./editing.ts";
import { measureGrowth } from "./growth.ts";
import { measureSnapshot } from "./snapshot.ts";
import { otherJsonOf, policyOf } from "../test/support/sized-policies.ts";
import { measureEvaluation } from "./evaluation.ts";
import { measureExplaining } from "./explaining.ts";
import { measureReading } from "./reading.ts";
import { measureProofs } from "./proofs.ts";
import { measureServer } from "./server.ts";
import { measureTemplates } from "./templates.ts";
import { measureTerraform } from "./terraform.ts";

const core = readFileSync(join(process.cwd(), "generated", "catalog-core.json"), "utf8");
const descriptions = readFileSync(join(process.cwd(), "generated", "catalog-descriptions.json"), "utf8");
const open = () => openCatalog({ core, descriptions: () => descriptions });
const catalog = open();
const policy = policyOf(6_000);

type Rows = readonly (Measurement | Amount)[];

/** Each with the name by which it can be asked for alone. */
const sections: Readonly<Record<string, () => Rows | Promise<Rows>>> = {
  catalog: measureCatalog,
  findings: measureFindings,
  proofs: () => measureProofs(catalog),
  growth: () => measureGrowth(catalog),
  reading: measureReading,
  explaining: () => measureExplaining(catalog),
  evaluation: measureEvaluation,
  templates: () => measureTemplates(catalog),
  terraform: () => measureTerraform(catalog),
  server: () => measureServer(policy),
  editing: measureEditing,
  snapshot: measureSnapshot,
};

const [wanted = ""] = process.argv.slice(2);
const baseline: Measurement = {
  name: "baseline: JSON.parse of the 6 kB policy",
  milliseconds: medianOf(() => JSON.parse(policy)),
  limit: undefined,
};
let over = report([baseline], baseline);
// Each as soon as it is measured: what hangs is then known by what came before.
for (const [name, measure] of Object.entries(sections)) {
  if (name.includes(wanted)) over += report(await measure(), baseline);
}
process.exit(over > 0 ? 1 : 0);

function measureCatalog(): Rows {
  const ofEc2 = medianOf(() => open().service("ec2")?.action("RunInstances")) - medianOf(open);
  return [
    { name: "catalog: open", milliseconds: medianOf(open), limit: 15 },
    {
      name: "catalog: open and search all names",
      milliseconds: medianOf(() => open().actionsMatching("*", 20)),
      limit: 15,
    },
    { name: "catalog: first detail of ec2", milliseconds: ofEc2, limit: 15 },
  ];
}

function measureFindings(): Rows {
  const { find } = findingsBench(catalog);
  const large = policyOf(200_000);
  const otherJson = otherJsonOf(1_000_000);
  // What is found is kept by how a statement is written, so what is measured must be a new text each time.
  let count = 0;
  const renamed = (text: string) => text.replace(/"Statement(\d+)"/g, `"S${++count}x$1"`);
  const edited = (text: string) => text.replace('"Statement0"', `"S${++count}"`);
  const conditionOffset = policy.indexOf("Condition") + 1;
  const [read] = readDocument({ path: "policy.json", languageId: "json", text: policy }, undefined).policies;
  if (read === undefined) throw new Error("the benchmark's own policy was not recognised");
  return [
    { name: "findings of a 6 kB policy never seen", milliseconds: medianOf(() => find(renamed(policy))), limit: 50 },
    { name: "findings of a 6 kB policy, one edit", milliseconds: medianOf(() => find(edited(policy))), limit: 16 },
    { name: "findings of a 200 kB policy, one edit", milliseconds: medianOf(() => find(edited(large))), limit: 500 },
    { name: "1 MB of other JSON", milliseconds: medianOf(() => find(otherJson)), limit: 5 },
    {
      name: "hover on a Condition",
      milliseconds: medianOf(() => hoverPolicy({ policy: read.policy, kind: "identity" }, conditionOffset, catalog)),
      limit: 16,
    },
  ];
}
