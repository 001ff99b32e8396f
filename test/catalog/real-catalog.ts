/** The packed reference data itself: only for the tests of this room. The test runner packs it if it is missing or old. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalog } from "../../server/src/catalog/catalog.ts";
import { openCatalog } from "../../server/src/catalog/open-catalog.ts";

export const REPOSITORY = process.cwd();

export function packedText(name: "catalog-core.json" | "catalog-descriptions.json" | "managed-policies.txt"): string {
  return readFileSync(join(REPOSITORY, "generated", name), "utf8");
}

let opened: Catalog | undefined;

/** Opened once in a process: it never changes. */
export function realCatalog(): Catalog {
  return (opened ??= openCatalog({
    core: packedText("catalog-core.json"),
    descriptions: () => packedText("catalog-descriptions.json"),
    managedPolicies: () => packedText("managed-policies.txt"),
  }));
}
