/** Lines above policies and statements, and counts behind wildcards: each only where its setting asks for it. */
import { type CancellationToken, type CodeLens, type Command, type InlayHint } from "vscode-languageserver";
import { type Lens } from "../../service/index.ts";
import { answerFromVersion, type LspFeature } from "../lsp-server.ts";
import { type DocumentVersion } from "../open-documents.ts";
import {
  type TextRange,
  MATCHED_ACTIONS,
  MATCHING_REQUEST,
  type MatchingRequestParams,
  type MatchingRequestResult,
} from "../protocol.ts";
import { toLspRange } from "../to-lsp.ts";
import { resultSoon } from "../work.ts";

export const lenses: LspFeature = {
  capabilities: { codeLensProvider: {}, inlayHintProvider: true },
  register(server) {
    const { connection, settings, work } = server;
    connection.onCodeLens(({ textDocument }, token) =>
      answerFromVersion(server, "lenses", textDocument.uri, token, async (asked) => {
        const { service, document, version, question, isWanted } = asked;
        const { lenses: wanted } = await settings.settingsFor(textDocument.uri);
        if (wanted.size === 0 || document.policies.length === 0) return null;
        const found = await resultSoon(work, service.lenses(document, wanted, question.configuration), isWanted);
        return (found ?? []).map((lens) => toLspLens(version, lens));
      }),
    );
    connection.languages.inlayHint.on(({ textDocument, range }, token) =>
      answerFromVersion(server, "hints", textDocument.uri, token, async ({ service, document, version: { text } }) => {
        const { hints } = await settings.settingsFor(textDocument.uri);
        if (!hints.has("wildcardCounts")) return null;
        const span = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
        return service
          .hints(document, span)
          .map(({ offset, label }): InlayHint => ({ position: text.positionAt(offset), label, paddingLeft: true }));
      }),
    );
    connection.onRequest(MATCHING_REQUEST, ({ uri, position }: MatchingRequestParams, token: CancellationToken) =>
      answerFromVersion(server, "the matching request", uri, token, ({ service, document, version }) => {
        const text = service.matchingRequest(document, version.text.offsetAt(position));
        return text === undefined ? null : ({ text } satisfies MatchingRequestResult);
      }),
    );
    connection.onRequest(MATCHED_ACTIONS, ({ uri, position }: MatchingRequestParams, token: CancellationToken) =>
      answerFromVersion(server, "the matched actions", uri, token, ({ service, document, version }) => {
        const text = service.matchedActions(document, version.text.offsetAt(position));
        return text === undefined ? null : ({ text } satisfies MatchingRequestResult);
      }),
    );
  },
};

function toLspLens({ uri, text }: DocumentVersion, { lens, title, span, target }: Lens): CodeLens {
  const start = text.positionAt(span.start);
  const command = COMMANDS[lens];
  const range: TextRange = toLspRange(text, target ?? span);
  const made: Command = {
    title,
    command: command ?? "",
    ...(command === undefined ? {} : { arguments: [uri, range] }),
  };
  return { range: { start, end: start }, command: made };
}

/** Commands of the extension's client. A lens without one only says something. */
const COMMANDS: Readonly<Partial<Record<Lens["lens"], string>>> = {
  matchingRequest: "iamVerdict.showMatchingRequest",
  expandWildcards: "iamVerdict.expandWildcard",
};
