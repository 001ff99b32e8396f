/** The catalog, opened once and on first use, whatever side its files come from. */
import { type Connection } from "vscode-languageserver";
import { type Catalog } from "../catalog/catalog.ts";
import { openCatalog } from "../catalog/open-catalog.ts";
import { READ_ASSET, type AssetName, type ReadAssetParams } from "./protocol.ts";

export type LoadAsset = (name: AssetName) => Promise<string>;

export interface CatalogSource {
  /** Without descriptions until they were asked for once. */
  readonly catalog: () => Promise<Catalog>;
  /** The same catalog, once it can describe actions. */
  describedCatalog(): Promise<Catalog>;
}

export function createCatalogSource(connection: Connection, loadAsset: LoadAsset | undefined): CatalogSource {
  const load: LoadAsset =
    loadAsset ?? ((name) => connection.sendRequest<string>(READ_ASSET, { name } satisfies ReadAssetParams));
  let descriptions: string | undefined;
  let opening: Promise<Catalog> | undefined;
  let describing: Promise<unknown> | undefined;
  const catalog = (): Promise<Catalog> =>
    (opening ??= load("catalog-core.json").then((core) => openCatalog({ core, descriptions: () => descriptions })));
  return {
    catalog,
    async describedCatalog() {
      describing ??= load("catalog-descriptions.json").then((text) => {
        descriptions = text;
      });
      await describing;
      return catalog();
    },
  };
}
