/** The findings of a text, as a shell of the service asks for them. */
import { type Catalog } from "../server/src/catalog/catalog.ts";
import {
  type FindingsRun,
  type KnownParts,
  openService,
  type PolicyDocument,
  resultOf,
} from "../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../server/src/workspace/config.ts";

export interface FindingsBench {
  readonly read: (text: string, entries?: KnownParts) => PolicyDocument;
  start(text: string, entries?: KnownParts): FindingsRun;
  /** All steps at once. `entries` are those of the versions before. */
  readonly find: (text: string, entries?: KnownParts) => FindingsRun["found"];
}

const JSON_FILE = { path: "policy.json", languageId: "json" };

export function findingsBench(catalog: Catalog, file: typeof JSON_FILE = JSON_FILE): FindingsBench {
  const service = openService({
    catalog: () => catalog,
    log: {
      error: (message) => {
        throw new Error(message);
      },
    },
  });
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
  const read: FindingsBench["read"] = (text, known) => resultOf(service.read({ ...file, text, known }, configuration));
  const start: FindingsBench["start"] = (text, entries) =>
    service.diagnostics(read(text, entries), { configuration, workspace: undefined, reportSyntax: false });
  return {
    read,
    start,
    find(text, entries) {
      const run = start(text, entries);
      while (run.step() === "more");
      return run.found;
    },
  };
}
