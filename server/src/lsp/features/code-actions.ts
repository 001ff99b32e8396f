/** Quick fixes for the findings under the cursor. */
import { CodeActionKind } from "vscode-languageserver";
import { answerFromVersion, type LspFeature } from "../lsp-server.ts";
import { toLspCodeActions } from "../to-lsp.ts";

export const codeActions: LspFeature = {
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  register(server) {
    const { connection, work, client } = server;
    connection.onCodeAction(({ textDocument, range, context }, token) => {
      if (!isAskedFor(context.only)) return [];
      return answerFromVersion(
        server,
        "code actions",
        textDocument.uri,
        token,
        async ({ service, document, question, version, isWanted }) => {
          const { text } = version;
          const span = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
          const run = service.diagnostics(document, question);
          await work.run(() => run.stepAt(span), isWanted);
          const findings = service.fixes(document, span, question);
          return findings.flatMap((finding) => toLspCodeActions(version, finding, client));
        },
      );
    });
  },
};

/** A client may ask for some kinds only, such as those that run on save: `quickfix` or what it is a part of. */
function isAskedFor(only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((kind) => kind === "" || kind === CodeActionKind.QuickFix);
}
