/** Quick fixes for the findings under the cursor, and other words for what stands there. */
import { type CodeAction, type CodeActionContext, CodeActionKind, CodeActionTriggerKind } from "vscode-languageserver";
import { type Span } from "../../text/span.ts";
import { answerFromVersion, type AskedReading, type LspFeature, type LspServer } from "../lsp-server.ts";
import { toLspCodeActions, toLspRefactoring } from "../to-lsp.ts";
import { resultSoon } from "../work.ts";

export const codeActions: LspFeature = {
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor] } },
  register(server) {
    server.connection.onCodeAction(({ textDocument, range, context }, token) =>
      answerFromVersion(server, "code actions", textDocument.uri, token, async (reading) => {
        const { text } = reading.version;
        const span = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
        const fixes = isAskedFor(CodeActionKind.QuickFix, context) ? await quickFixes(server, reading, span) : [];
        return isAskedForRefactorings(context) ? [...fixes, ...(await refactorings(server, reading, span))] : fixes;
      }),
    );
  },
};

async function quickFixes({ work, client }: LspServer, reading: AskedReading, span: Span): Promise<CodeAction[]> {
  const { service, document, question, version, isWanted } = reading;
  const run = service.diagnostics(document, question);
  await work.run(() => run.stepAt(span), isWanted);
  const findings = service.fixes(document, span, question);
  return findings.flatMap((finding) => toLspCodeActions(version, finding, client));
}

async function refactorings({ work, client }: LspServer, reading: AskedReading, span: Span): Promise<CodeAction[]> {
  const { service, document, question, version, isWanted } = reading;
  const steps = service.refactorings(document, span, question.configuration);
  const found = await resultSoon(work, steps, isWanted);
  return (found ?? []).map((one) => toLspRefactoring(version, one, client));
}

/** Each takes a proof: not with every move of the cursor, when an editor only wants to know whether there is a fix. */
function isAskedForRefactorings(context: CodeActionContext): boolean {
  const isUnasked = context.triggerKind === CodeActionTriggerKind.Automatic && context.only === undefined;
  return !isUnasked && isAskedFor(CodeActionKind.Refactor, context);
}

/** A client may ask for some kinds only, such as those that run on save: the kind itself, a part of it, or what it is a part of. */
function isAskedFor(kind: string, { only }: CodeActionContext): boolean {
  return only === undefined || only.some((one) => one === "" || one === kind || one.startsWith(`${kind}.`));
}
