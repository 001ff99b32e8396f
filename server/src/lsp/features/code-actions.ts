/** Quick fixes for the findings under the cursor, fixes of a whole file, and other words for what stands there. */
import { type CodeAction, type CodeActionContext, CodeActionKind, CodeActionTriggerKind } from "vscode-languageserver";
import {
  commentEdit,
  kindEdit,
  type PlacedFinding,
  removeSuppression,
  suppressionEdit,
  type WorkspaceFileEdit,
} from "../../service/index.ts";
import { editBetween } from "../../text/edit.ts";
import { type Span } from "../../text/span.ts";
import { isWorkspaceFile, WORKSPACE_FILE } from "../../workspace/config.ts";
import { UNUSED_SUPPRESSION } from "../config-diagnostics.ts";
import { answerFromVersion, type AskedReading, type LspFeature, type LspServer } from "../lsp-server.ts";
import { type DocumentVersion } from "../open-documents.ts";
import { uriOfPath } from "../paths.ts";
import { toLspCodeActions, toLspNewFile, toLspRange, toLspRefactoring, toLspWorkspaceEdit } from "../to-lsp.ts";
import { resultOfWork, resultSoon } from "../work.ts";
import { unchangingText, type UnchangingText } from "../unchanging-text.ts";

const FIX_ALL = `${CodeActionKind.SourceFixAll}.iamVerdict`;

export const codeActions: LspFeature = {
  capabilities: {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, FIX_ALL],
      resolveProvider: true,
    },
  },
  register(server) {
    server.connection.onCodeAction(({ textDocument, range, context }, token) =>
      answerFromVersion(server, "code actions", textDocument.uri, token, async (reading) => {
        const { text, uri } = reading.version;
        if (isWorkspaceFile(uri)) return removals(reading.version, context, server);
        const span = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
        const fixes = isAskedFor(CodeActionKind.QuickFix, context) ? await quickFixes(server, reading, span) : [];
        const others = isAskedForRefactorings(context) ? await refactorings(server, reading, span) : [];
        const ofFile = isNamed(FIX_ALL, context) ? await fixesOfFile(server, reading) : [];
        return [...fixes, ...others, ...ofFile];
      }),
    );
    server.connection.onCodeActionResolve(async (action, token) => {
      const data = readFixKind(action.data);
      if (data === undefined || server.documents.newest(data.uri)?.serial !== data.serial) return action;
      const resolved = await answerFromVersion(server, "code action", data.uri, token, (reading) =>
        fixAllEdit(server, reading, data.code),
      );
      return resolved === null || resolved === undefined ? action : { ...action, edit: resolved };
    });
  },
};

async function quickFixes(server: LspServer, reading: AskedReading, span: Span): Promise<CodeAction[]> {
  const { service, document, question, version, isWanted } = reading;
  const run = service.diagnostics(document, question);
  await server.work.run(() => run.stepAt(span), isWanted);
  const findings = service.fixes(document, span, question);
  const fixes = findings.flatMap((finding) => toLspCodeActions(version, finding, filesOf(server)));
  const kinds = findings.filter(({ code }, index) => findings.findIndex((one) => one.code === code) === index);
  const ofKinds = kinds.flatMap((finding) => fixKind(server, reading, finding, run.found));
  const accepted: CodeAction[] = [];
  for (const finding of kinds) {
    accepted.push(...commentAcceptance(server, reading, finding));
    accepted.push(...(await acceptance(server, reading, finding)));
  }
  const meant = findings.find(({ meansKind }) => meansKind !== undefined);
  if (meant !== undefined) accepted.push(...(await namedKind(server, reading, meant)));
  return [...fixes, ...kinds.flatMap((finding) => fittings(server, reading, finding)), ...ofKinds, ...accepted];
}

/** Commands of the extension's client, which writes into several files and says what was done. */
const FITTINGS: readonly (readonly [title: string, command: string])[] = [
  ["Shrink to Fit", "iamVerdict.shrinkPolicy"],
  ["Split into Managed Policies", "iamVerdict.splitPolicy"],
];

/** For a policy that is too long; a client that does not show our pages does not know our commands. */
function fittings({ client }: LspServer, { version }: AskedReading, { code, span }: PlacedFinding): CodeAction[] {
  if (code !== "policy-size" || client.pages === undefined) return [];
  const place = [version.uri, toLspRange(version.text, span)];
  return FITTINGS.map(([title, command]) => ({
    title,
    kind: CodeActionKind.QuickFix,
    command: { title, command, arguments: place },
  }));
}

/** What the client gives back when one of these is chosen. */
interface FixKind {
  readonly uri: string;
  /** Of the text whose findings they are: the client's number may be that of another. */
  readonly serial: number;
  readonly code: string;
}

/** The fixes of all findings of a kind: made when they are chosen, since that may take a while. */
function fixKind(
  { client }: LspServer,
  { version: { uri, serial } }: AskedReading,
  { code, fixes }: PlacedFinding,
  found: readonly PlacedFinding[],
): CodeAction[] {
  const same = found.filter((finding) => finding.code === code).length;
  if (!client.lateEdits || same < 2 || !fixes().some(({ isPreferred }) => isPreferred)) return [];
  const data: FixKind = { uri, serial, code };
  return [{ title: `Fix all ${same} findings of '${code}' in this file`, kind: CodeActionKind.QuickFix, data }];
}

function readFixKind(data: unknown): FixKind | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { uri, serial, code } = data as Partial<Record<keyof FixKind, unknown>>;
  return typeof uri === "string" && typeof serial === "number" && typeof code === "string"
    ? { uri, serial, code }
    : undefined;
}

async function fixAllEdit(
  { work, client }: LspServer,
  { service, document, question, version, isWanted }: AskedReading,
  code?: string,
): Promise<CodeAction["edit"]> {
  const { source } = document;
  const fixed = await resultOfWork(work, service.fixAll(source, question, code), isWanted);
  if (fixed === undefined || fixed.text === source.text) return undefined;
  return toLspWorkspaceEdit(version, [editBetween(source.text, fixed.text)], client);
}

async function fixesOfFile(server: LspServer, reading: AskedReading): Promise<CodeAction[]> {
  const edit = await fixAllEdit(server, reading);
  return edit === undefined ? [] : [{ title: "Apply all safe fixes of IAM Verdict", kind: FIX_ALL, edit }];
}

/** A comment above the line, where the file has comments. */
function commentAcceptance(
  { client }: LspServer,
  { document, version }: AskedReading,
  finding: PlacedFinding,
): CodeAction[] {
  const written = commentEdit(document, finding);
  if (written === undefined) return [];
  const edit = toLspWorkspaceEdit(version, [written], client);
  return [
    { title: `Accept '${finding.code}' here with a comment, with your reason`, kind: CodeActionKind.QuickFix, edit },
  ];
}

function acceptance(server: LspServer, reading: AskedReading, finding: PlacedFinding): Promise<CodeAction[]> {
  const title = `Accept '${finding.code}' here: add it to ${WORKSPACE_FILE}, with your reason`;
  return workspaceFileAction(server, reading, title, (text, path) => suppressionEdit(text, path, finding));
}

/** Where the path alone says what kind of policy it is. */
function namedKind(server: LspServer, reading: AskedReading, { meansKind }: PlacedFinding): Promise<CodeAction[]> {
  if (meansKind === undefined) return Promise.resolve([]);
  const title = `Say in ${WORKSPACE_FILE} that the kind of this policy is '${meansKind}'`;
  return workspaceFileAction(server, reading, title, (text, path) => kindEdit(text, path, meansKind));
}

/** An entry in the nearest workspace file at or above the policy's file, or in a new one. */
async function workspaceFileAction(
  { config, client, documents }: LspServer,
  { document, version }: AskedReading,
  title: string,
  edited: (text: string | undefined, path: string) => WorkspaceFileEdit | undefined,
): Promise<CodeAction[]> {
  const { path } = document.source;
  const { files } = await config.current("a-moment");
  const folderOf = (file: string): string => file.slice(0, file.length - WORKSPACE_FILE.length);
  const [nearest] = files
    .filter((file) => path.startsWith(folderOf(file.path)))
    .sort((one, other) => other.path.length - one.path.length);
  const [own, ...others] = client.folders;
  const isOwnFolder = own !== undefined && others.length === 0 && version.uri.startsWith(`${own.uri}/`);
  const uri = nearest?.uri ?? (client.newFiles && isOwnFolder ? uriOfPath(WORKSPACE_FILE, client.folders) : undefined);
  if (uri === undefined) return [];
  const within = nearest === undefined ? path : path.slice(folderOf(nearest.path).length);
  const written = edited(nearest?.text, within);
  if (written === undefined) return [];
  const edit =
    "newText" in written
      ? toLspNewFile(uri, written.newText)
      : toLspWorkspaceEdit(documents.newest(uri) ?? unopened(uri, nearest?.text ?? ""), written.edits, client);
  return [{ title, kind: CodeActionKind.QuickFix, edit }];
}

/** Of entries of the workspace file that have no effect. */
function removals(version: DocumentVersion, context: CodeActionContext, { client }: LspServer): CodeAction[] {
  if (!isAskedFor(CodeActionKind.QuickFix, context)) return [];
  const { text } = version;
  return context.diagnostics.flatMap((diagnostic) => {
    if (diagnostic.code !== UNUSED_SUPPRESSION) return [];
    const span = { start: text.offsetAt(diagnostic.range.start), end: text.offsetAt(diagnostic.range.end) };
    const edits = removeSuppression(text.getText(), span);
    if (edits === undefined) return [];
    const edit = toLspWorkspaceEdit(version, edits, client);
    const title = "Remove this entry, which has no effect";
    return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit, isPreferred: true }];
  });
}

/** Undefined for a file whose text is another by now, or that no folder has. */
function filesOf({ client, documents }: LspServer): Parameters<typeof toLspCodeActions>[2] {
  return {
    ...client,
    versionOf({ path, text }) {
      const uri = uriOfPath(path, client.folders);
      if (uri === undefined) return undefined;
      const opened = documents.newest(uri);
      return opened === undefined ? unopened(uri, text) : opened.text.getText() === text ? opened : undefined;
    },
  };
}

function unopened(uri: string, text: string): { uri: string; version: null; text: UnchangingText } {
  return { uri, version: null, text: unchangingText(uri, "json", 0, text) };
}

async function refactorings({ work, client }: LspServer, reading: AskedReading, span: Span): Promise<CodeAction[]> {
  const { service, document, question, version, isWanted } = reading;
  const steps = service.refactorings(document, span, question.configuration);
  const found = await resultSoon(work, steps, isWanted);
  return (found ?? []).map((one) => toLspRefactoring(version, one, client));
}

/** Each takes a proof: only for somebody who asks, and not with every move of the cursor, as a client may without a word. */
function isAskedForRefactorings(context: CodeActionContext): boolean {
  const isWish = context.triggerKind === CodeActionTriggerKind.Invoked || context.only !== undefined;
  return isWish && isAskedFor(CodeActionKind.Refactor, context);
}

/** A client may ask for some kinds only, such as those that run on save: the kind itself, a part of it, or what it is a part of. */
function isAskedFor(kind: string, { only }: CodeActionContext): boolean {
  return only === undefined || only.some((one) => one === "" || one === kind || one.startsWith(`${kind}.`));
}

/** What changes a whole file is for those who ask for it by name. */
function isNamed(kind: string, { only }: CodeActionContext): boolean {
  return only?.some((one) => one === kind || (one !== "" && kind.startsWith(`${one}.`))) === true;
}
