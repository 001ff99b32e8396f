/** The reference data as the extension ships it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalog } from "../../server/src/catalog/catalog.ts";
import { openCatalog } from "../../server/src/catalog/open-catalog.ts";

export function packedCatalog(): Catalog {
  const packed = (name: string): string => readFileSync(join("generated", name), "utf8");
  return openCatalog({
    core: packed("catalog-core.json"),
    descriptions: () => packed("catalog-descriptions.json"),
  });
}
