/** "Explain AccessDenied" for the editor: the workspace through the client, the answer with places as the editor counts. */
import { type CancellationToken } from "vscode-languageserver";
import { type Catalog } from "../catalog/catalog.ts";
import { explainDenial } from "../service/explain-denial.ts";
import { type ExplainDenialParams, type ExplainDenialResult } from "./protocol.ts";
import { toLspExplanation } from "./to-lsp-explanation.ts";
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
    return toLspExplanation(explained, message, files);
  };
}
