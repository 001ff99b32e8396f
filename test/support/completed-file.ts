/** What is found in a file in which a completion was taken. */
import assert from "node:assert/strict";
import { openService, type PlacedFinding, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { miniCatalog } from "./mini-catalog.ts";

const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });

/** The codes of all findings, those of the syntax among them. */
export function codesIn(path: string, text: string): readonly string[] {
  return foundIn(path, text).map(({ code }) => code);
}

export function foundIn(path: string, text: string): readonly PlacedFinding[] {
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26" });
  const document = resultOf(service.read({ path, languageId: undefined, text }, configuration));
  const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: true });
  while (run.step() === "more");
  return run.found;
}
