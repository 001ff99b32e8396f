/** "Explain AccessDenied" for the editor: the workspace through the client, the answer with places as the editor counts. */
import { type CancellationToken } from "vscode-languageserver";
import { phraseToPlainText } from "../../wording/plain-text.ts";
import { type LspFeature } from "../lsp-server.ts";
import {
  CHECK_FACT,
  type CheckFactParams,
  type CheckFactResult,
  EXPLAIN_DENIAL,
  type ExplainDenialParams,
  type ExplainDenialResult,
  FACT_KEYS,
  type FactKeysParams,
  type FactKeyView,
  READ_DENIAL,
  type ReadDenialParams,
  type ReadDenialResult,
} from "../protocol.ts";
import { askedAnswerOfMessage } from "../../service/index.ts";
import { uriOfPath } from "../paths.ts";
import { cancelled, runOrRefuse } from "../run-safe.ts";
import { toLspExplanation } from "../to-lsp-explanation.ts";
import { resultOfWork } from "../work.ts";

export const explainDenial: LspFeature = {
  capabilities: {},
  register({ connection, services, policies, work, client, log }) {
    connection.onRequest(EXPLAIN_DENIAL, ({ message, facts }: ExplainDenialParams, token: CancellationToken) =>
      runOrRefuse("Explaining", token, log, async (): Promise<ExplainDenialResult> => {
        const isWanted = (): boolean => !token.isCancellationRequested;
        const [{ workspace, files }, opened] = await Promise.all([policies.read(isWanted), services.service()]);
        const service = opened.namesManagedPolicies(workspace) ? await services.withManagedPolicies() : opened;
        const steps = service.explain(message, new Map(Object.entries(facts)), workspace);
        const explained = await resultOfWork(work, steps, isWanted);
        if (explained === undefined) throw cancelled();
        const uriOfManaged = (policy: string): string | undefined =>
          client.managedPolicies && `${client.managedPolicies}/${encodeURIComponent(policy)}.json`;
        const uriOf = (path: string): string | undefined => uriOfPath(path, client.folders);
        return toLspExplanation(explained, message, {
          known: files,
          hasFolder: client.folders.length > 0,
          uriOf,
          uriOfManaged,
        });
      }),
    );
    connection.onRequest(READ_DENIAL, ({ message }: ReadDenialParams, token: CancellationToken) =>
      runOrRefuse("Reading the message", token, log, async (): Promise<ReadDenialResult> => {
        const { denials } = (await services.service()).readDenial(message);
        return { denials: denials.map(askedAnswerOfMessage) };
      }),
    );
    connection.onRequest(CHECK_FACT, ({ key, value }: CheckFactParams, token: CancellationToken) =>
      runOrRefuse("Checking the fact", token, log, async (): Promise<CheckFactResult> => {
        const { problem, hint, values } = (await services.service()).checkFact(key, value);
        return { problem: problem && phraseToPlainText(problem), hint: phraseToPlainText(hint), values };
      }),
    );
    connection.onRequest(FACT_KEYS, ({ action }: FactKeysParams, token: CancellationToken) =>
      runOrRefuse("Looking for the keys", token, log, async (): Promise<readonly FactKeyView[]> => {
        const isWanted = (): boolean => !token.isCancellationRequested;
        const [{ workspace }, service] = await Promise.all([policies.read(isWanted), services.service()]);
        return service.factKeys(action, workspace);
      }),
    );
  },
};
