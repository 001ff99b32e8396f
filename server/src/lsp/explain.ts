/** "Explain AccessDenied" for the editor: the workspace through the client, the answer with places as the editor counts. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { type Catalog } from "../catalog/catalog.ts";
import { explainDenial } from "../service/explain-denial.ts";
import { type FilePolicies, readFilePolicies } from "../workspace/read-file-policies.ts";
import { assembleWorkspace } from "../workspace/workspace.ts";
import { type PolicyConfigSource } from "./policy-config.ts";
import { type ExplainDenialParams, type ExplainDenialResult } from "./protocol.ts";
import { createBreather } from "./run-safe.ts";
import { toLspExplanation } from "./to-lsp-explanation.ts";
import { type KnownFile, type WorkspaceFiles } from "./workspace-files.ts";

export type Explainer = (params: ExplainDenialParams, token: CancellationToken) => Promise<ExplainDenialResult>;

export interface ExplainSources {
  readonly files: WorkspaceFiles;
  readonly config: PolicyConfigSource;
  readonly catalog: () => Promise<Catalog>;
}

/** The hosts that are read have no other endings. */
const POLICY_FILES = "**/*.{json,jsonc}";

/** The first stands in every policy, however it is nested or encoded; the others in saved output of the AWS CLI. */
const POLICY_WORDS = [
  "Statement",
  "PolicyArn",
  "PermissionsBoundary",
  "GroupName",
  "SERVICE_CONTROL",
  "RESOURCE_CONTROL",
];

export function createExplainer({ files, config, catalog }: ExplainSources): Explainer {
  const kept = new Map<string, FilePolicies>();

  const readFiles = async (known: readonly KnownFile[], token: CancellationToken): Promise<FilePolicies[]> => {
    const present = new Set(known.map(({ path }) => path));
    for (const path of kept.keys()) if (!present.has(path)) kept.delete(path);
    const breather = createBreather();
    for (const { path, text } of known) {
      if (kept.get(path)?.text !== text) kept.set(path, readFilePolicies({ path, text }));
      await breather.breathe();
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
    }
    return known.flatMap(({ path }) => kept.get(path) ?? []);
  };

  return async ({ message, facts }, token) => {
    const [known, { config: stated }, reference] = await Promise.all([
      files.readAll(POLICY_FILES, POLICY_WORDS),
      config.current(),
      catalog(),
    ]);
    const workspace = assembleWorkspace(await readFiles(known, token), stated);
    const given = new Map(Object.entries(facts));
    const explained = explainDenial({ message, workspace, facts: given, catalog: reference });
    return toLspExplanation(explained, message, known);
  };
}
