/** The colours of what no grammar can know: unknown actions, entries without effect, policy variables and wildcards. */
import { type CancellationToken, SemanticTokensBuilder, type SemanticTokensLegend } from "vscode-languageserver";
import { MARK_KINDS, type TextMark } from "../../service/index.ts";
import { type Span, span, spanHolds } from "../../text/span.ts";
import { answerFromVersion, type AskedReading, type LspFeature, type LspServer } from "../lsp-server.ts";
import { type DocumentVersion } from "../open-documents.ts";
import { PAUSE_MS } from "../typed-places.ts";
import { resultSoon } from "../work.ts";

/** `misspelled` is an unknown name that is evidently a slip. */
export const TOKEN_LEGEND: SemanticTokensLegend = { tokenTypes: [...MARK_KINDS], tokenModifiers: ["misspelled"] };

export const semanticTokens: LspFeature = {
  capabilities: {
    semanticTokensProvider: {
      // An editor takes the tokens of one provider alone, the one that speaks of the language most closely. We know
      // nothing of the text around policies: whoever does (an extension for Terraform) comes before us.
      documentSelector: [{ language: "*" }],
      legend: TOKEN_LEGEND,
      full: { delta: true },
      range: true,
    },
  },
  register(server) {
    const { connection, documents } = server;
    const { semanticTokens: tokens } = connection.languages;
    /** The last answer of each open document, which the next may be a difference to. */
    const builders = new Map<string, SemanticTokensBuilder>();
    const builderOf = (uri: string): SemanticTokensBuilder => {
      const builder = builders.get(uri) ?? new SemanticTokensBuilder();
      builders.set(uri, builder);
      return builder;
    };
    documents.onClose((uri) => builders.delete(uri));

    tokens.on(({ textDocument: { uri } }, token) =>
      answered(server, uri, token, async (asked) => {
        const marks = await marksOfDocument(asked, server);
        if (marks === undefined) return null;
        const builder = builderOf(uri);
        // Keeps nothing of the answer before.
        builder.previousResult("");
        push(marks, asked.version, builder);
        return builder.build();
      }),
    );
    tokens.onDelta(({ textDocument: { uri }, previousResultId }, token) =>
      answered(server, uri, token, async (asked) => {
        const marks = await marksOfDocument(asked, server);
        if (marks === undefined) return null;
        const builder = builderOf(uri);
        builder.previousResult(previousResultId);
        push(marks, asked.version, builder);
        return builder.buildEdits();
      }),
    );
    tokens.onRange(({ textDocument: { uri }, range }, token) =>
      answered(server, uri, token, async (asked) => {
        const { text } = asked.version;
        const marks = await marksWithin(asked, span(text.offsetAt(range.start), text.offsetAt(range.end)), server);
        if (marks === undefined) return null;
        const builder = new SemanticTokensBuilder();
        push(marks, asked.version, builder);
        return { data: builder.build().data };
      }),
    );
  },
};

/** Also of a document that only shows policies to its readers. */
function answered<Answer>(
  server: LspServer,
  uri: string,
  token: CancellationToken,
  answer: (asked: AskedReading) => Promise<Answer>,
): Promise<Answer | null> {
  return answerFromVersion(server, "colours", uri, token, answer, "answered");
}

/** Undefined for a document without policies, and where the answer is not wanted to the end. */
async function marksOfDocument(asked: AskedReading, server: LspServer): Promise<readonly TextMark[] | undefined> {
  const { service, document, question, version, isWanted } = asked;
  if (document.policies.length === 0) return undefined;
  const run = service.diagnostics(document, question);
  if (!(await server.work.run(run.step, isWanted))) return undefined;
  return marksOf(asked, span(0, version.text.getText().length), server);
}

/** The same of what is in view, without waiting for the rest of the document. */
async function marksWithin(
  asked: AskedReading,
  within: Span,
  server: LspServer,
): Promise<readonly TextMark[] | undefined> {
  const { service, document, question, isWanted } = asked;
  if (document.policies.length === 0) return undefined;
  const run = service.diagnostics(document, question);
  if (!(await server.work.run(() => run.stepAt(within), isWanted))) return undefined;
  return marksOf(asked, within, server);
}

async function marksOf(
  { service, document, question, version, isWanted }: AskedReading,
  within: Span,
  server: LspServer,
): Promise<readonly TextMark[] | undefined> {
  const { typed, timing, work } = server;
  const run = service.diagnostics(document, question);
  const marks = await resultSoon(work, service.marks(document, run, within), isWanted);
  const place = typed.placeIn(version);
  if (marks === undefined || place === undefined) return marks;
  // What somebody is typing is not finished, and so neither unknown nor without effect.
  const shown = marks.filter(({ mark, span: own }) => !(WAIT.has(mark) && spanHolds(own, place)));
  if (shown.length < marks.length) {
    timing.after(PAUSE_MS, () => {
      if (version.isNewest()) server.shownAnew.tokens();
    });
  }
  return shown;
}

const WAIT: ReadonlySet<TextMark["mark"]> = new Set(["unknownAction", "deadEntry"]);

function push(marks: readonly TextMark[], { text }: DocumentVersion, builder: SemanticTokensBuilder): void {
  for (const { span: own, mark, isSlip } of marks) {
    const [type, modifiers] = [MARK_KINDS.indexOf(mark), isSlip ? 1 : 0];
    // A token lies in one line.
    let { line, character } = text.positionAt(own.start);
    for (const piece of text.getText().slice(own.start, own.end).split(/\r?\n/)) {
      if (piece.length > 0) builder.push(line, character, piece.length, type, modifiers);
      line += 1;
      character = 0;
    }
  }
}
