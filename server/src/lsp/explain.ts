/** "Explain AccessDenied" for the editor: the workspace through the client, the answer with places as the editor counts. */
import { type CancellationToken } from "vscode-languageserver";
import { type Catalog } from "../catalog/catalog.ts";
import { explanationPlaces, explanationSummary, explanationText } from "../denial/words.ts";
import { type ExplainedDenial, explainDenial } from "../service/explain-denial.ts";
import { createLineIndex, type LineIndex, type Place } from "../text/line-index.ts";
import { type ExplainDenialParams, type ExplainDenialResult, type StatementLink } from "./protocol.ts";
import { type KnownFile } from "./workspace-files.ts";
import { type WorkspacePolicySource } from "./workspace-policies.ts";

export type Explainer = (params: ExplainDenialParams, token: CancellationToken) => Promise<ExplainDenialResult>;

export interface ExplainSources {
  readonly policies: WorkspacePolicySource;
  readonly catalog: () => Promise<Catalog>;
}

export function createExplainer({ policies, catalog }: ExplainSources): Explainer {
  return async ({ message, facts }, token) => {
    const [{ workspace, files }, reference] = await Promise.all([policies.read(token), catalog()]);
    const given = new Map(Object.entries(facts));
    const explained = explainDenial({ message, workspace, facts: given, catalog: reference });
    return toResult(explained, files);
  };
}

function toResult(explained: ExplainedDenial, known: readonly KnownFile[]): ExplainDenialResult {
  const files = new Map(known.map((file) => [file.path, file]));
  const lines = new Map<string, LineIndex>();
  const links = explained.explanations
    .flatMap(explanationPlaces)
    .flatMap(({ file: path, span, label }): StatementLink[] => {
      const file = files.get(path);
      if (file === undefined) return [];
      const index = lines.get(path) ?? createLineIndex(file.text);
      lines.set(path, index);
      const range = { start: toPosition(index.placeAt(span.start)), end: toPosition(index.placeAt(span.end)) };
      return [{ uri: file.uri, range, label }];
    });
  return {
    verdict: explained.verdict,
    summary: explanationSummary(explained),
    title: titleOf(explained),
    text: explained.explanations.map(explanationText).join("\n\n"),
    links,
    // The text shows the statements at fault before any other.
    culprits: explained.culprits.length,
  };
}

function toPosition({ line, column }: Place): StatementLink["range"]["start"] {
  return { line: line - 1, character: column - 1 };
}

/** A name for the result's tab: letters, digits and hyphens only, whatever the message said. */
function titleOf({ request }: ExplainedDenial): string {
  const action = request.action?.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 60);
  return action === undefined || action === "" ? "AccessDenied" : `AccessDenied-${action}`;
}
