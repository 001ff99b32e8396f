/** "Check Workspace": the findings of every policy there is, with progress. */
import { type CancellationToken, ProgressType } from "vscode-languageserver";
import { checkSummary } from "../../telling/check-summary.ts";
import { phraseToPlainText } from "../../wording/plain-text.ts";
import { type LspFeature } from "../lsp-server.ts";
import {
  CHECK_WORKSPACE,
  type CheckWorkspaceParams,
  type CheckWorkspaceProgress,
  type CheckWorkspaceResult,
} from "../protocol.ts";
import { runOrRefuse } from "../run-safe.ts";

const PROGRESS = new ProgressType<CheckWorkspaceProgress>();
/** As often as somebody can read it. */
const REPORTED_MS = 100;

export const checkWorkspace: LspFeature = {
  capabilities: {},
  register({ connection, workspaceCheck, log }) {
    connection.onRequest(CHECK_WORKSPACE, ({ progress }: CheckWorkspaceParams, token: CancellationToken) =>
      runOrRefuse("Checking the workspace", token, log, async (): Promise<CheckWorkspaceResult> => {
        let reported = 0;
        const report = (done: number, total: number): void => {
          if (performance.now() - reported < REPORTED_MS) return;
          reported = performance.now();
          void connection.sendProgress(PROGRESS, progress, { done, total });
        };
        const checked = await workspaceCheck.run(() => !token.isCancellationRequested, report);
        const { policies, errors, warnings, others, leftOut } = checked;
        for (const { path, why } of leftOut) log.warn(`${path} is left out: ${why}`);
        return {
          summary: phraseToPlainText(checkSummary(checked)),
          policies,
          errors,
          warnings,
          others,
          leftOut: leftOut.length,
        };
      }),
    );
  },
};
