/** The language status: how many policies and problems the file in front has, and the date of the reference data. */
import {
  DiagnosticSeverity,
  Disposable,
  l10n,
  languages,
  LanguageStatusSeverity,
  type TextDocument,
  window,
} from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import { DOCUMENT_STATUS, type DocumentStatus, type DocumentStatusParams } from "../../server/src/lsp/protocol.ts";
import { POLICY_DOCUMENTS } from "./policy-languages.ts";

/** Longer than the pause between two keys. */
const SETTLED_MS = 500;

/** `command` is what a click runs. */
export function showStatus(client: BaseLanguageClient, command: string): Disposable {
  const item = languages.createLanguageStatusItem("iamVerdict.status", POLICY_DOCUMENTS);
  item.name = "IAM Verdict";
  item.text = "IAM Verdict";
  item.command = { command, title: l10n.t("Commands") };
  const update = async (): Promise<void> => {
    const document = window.activeTextEditor?.document;
    if (document === undefined || !client.isRunning() || languages.match(POLICY_DOCUMENTS, document) === 0) return;
    const params: DocumentStatusParams = { uri: document.uri.toString() };
    const status = await client.sendRequest<DocumentStatus | null>(DOCUMENT_STATUS, params);
    if (status === null || window.activeTextEditor?.document !== document) return;
    const problems = problemsOf(document);
    item.text = textOf(status.policies, problems);
    item.detail = l10n.t("reference data of {0}", status.dataDate);
    item.severity = problems === 0 ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (delay: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A status that is not there for once is asked for with the next change.
      update().catch(() => undefined);
    }, delay);
  };
  later(0);
  return Disposable.from(
    item,
    window.onDidChangeActiveTextEditor(() => {
      later(0);
    }),
    languages.onDidChangeDiagnostics(({ uris }) => {
      const shown = window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === shown)) later(SETTLED_MS);
    }),
    new Disposable(() => {
      clearTimeout(timer);
    }),
  );
}

/** A hint is not listed among the problems. */
function problemsOf({ uri }: TextDocument): number {
  return languages
    .getDiagnostics(uri)
    .filter(({ source, severity }) => source === "IAM Verdict" && severity !== DiagnosticSeverity.Hint).length;
}

function textOf(policies: number, problems: number): string {
  if (policies === 0) return l10n.t("No IAM policy in this file");
  const counted = policies === 1 ? l10n.t("1 IAM policy") : l10n.t("{0} IAM policies", policies);
  if (problems === 0) return l10n.t("{0}, no problem", counted);
  return problems === 1 ? l10n.t("{0}, 1 problem", counted) : l10n.t("{0}, {1} problems", counted, problems);
}
