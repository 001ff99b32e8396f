/** The findings of a text, as a shell of the service asks for them. */
import { type Catalog } from "../server/src/catalog/catalog.ts";
import { type FindingsRun, openService, resultOf } from "../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../server/src/workspace/config.ts";

export interface FindingsBench {
  start(text: string): FindingsRun;
  /** All steps at once. */
  readonly find: (text: string) => FindingsRun["found"];
}

export function findingsBench(catalog: Catalog): FindingsBench {
  const service = openService({
    catalog: () => catalog,
    log: {
      error: (message) => {
        throw new Error(message);
      },
    },
  });
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
  const start = (text: string): FindingsRun => {
    const document = resultOf(service.read({ path: "policy.json", languageId: "json", text }, configuration));
    return service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
  };
  return {
    start,
    find(text) {
      const run = start(text);
      while (run.step() === "more");
      return run.found;
    },
  };
}
