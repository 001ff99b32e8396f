/** What is found in a file, with the whole of the reference, and nothing known of others. */
import assert from "node:assert/strict";
import { type FindingsRun, openService, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { realCatalog } from "../catalog/real-catalog.ts";

const service = openService({ catalog: realCatalog, log: { error: (message) => assert.fail(message) } });

/** Each as its code and what it says. */
export function findingsIn(path: string, text: string): readonly string[] {
  return found(path, text).map(({ code, message }) => `${code}: ${phraseToMessage(message)}`);
}

/** Each as its code and its severity. */
export function severitiesIn(path: string, text: string): readonly string[] {
  return found(path, text).map(({ code, severity }) => `${code}: ${severity}`);
}

function found(path: string, text: string): FindingsRun["found"] {
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26" });
  const document = resultOf(service.read({ path, languageId: undefined, text }, configuration));
  const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: true });
  while (run.step() === "more");
  return run.found;
}
