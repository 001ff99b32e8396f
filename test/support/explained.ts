/** A message explained from policies of one statement each, or a list of them, with the whole reference. */
import { type Explanation } from "../../server/src/denial/explanation.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG, type WorkspaceConfig } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { memoryFor } from "./annotated.ts";
import { realCatalog } from "../catalog/real-catalog.ts";

const CATALOG = realCatalog();

/** `policies` by the paths of their files. */
export function explained(
  message: string,
  policies: Readonly<Record<string, object>>,
  facts: ReadonlyMap<string, string> = new Map(),
): Explanation {
  const files = Object.entries(policies).map(([path, statement]) => ({
    path,
    text: JSON.stringify({ Version: "2012-10-17", Statement: [statement].flat() }),
  }));
  return explainedIn(message, files, facts);
}

/** The same from the texts of any files. */
export function explainedIn(
  message: string,
  files: readonly { readonly path: string; readonly text: string }[],
  facts: ReadonlyMap<string, string> = new Map(),
  config: WorkspaceConfig = EMPTY_CONFIG,
): Explanation {
  const workspace = readWorkspace(files, config);
  return explainDenial({ message, workspace, facts, catalog: CATALOG, memory: memoryFor(CATALOG) });
}
