/** The policy under the cursor in fewer characters, or as several, as edits of its files. */
import { type CancellationToken, type WorkspaceEdit } from "vscode-languageserver";
import { attachParts, partPaths, policyMeantAt, type SplitPolicy } from "../../service/index.ts";
import { editBetween } from "../../text/edit.ts";
import { phraseToMessage } from "../../wording/message-text.ts";
import { WORKSPACE_FILE } from "../../workspace/config.ts";
import { answerFromVersion, type AskedReading, type LspFeature, type LspServer } from "../lsp-server.ts";
import { uriOfPath } from "../paths.ts";
import { FIT_POLICY, type FitPolicyParams, type FitPolicyResult } from "../protocol.ts";
import { toLspNewFile, toLspWorkspaceEdit } from "../to-lsp.ts";
import { resultOfWork } from "../work.ts";
import { unchangingText } from "../unchanging-text.ts";

export const fitPolicy: LspFeature = {
  capabilities: {},
  register(server) {
    const answerTo = async (params: FitPolicyParams, token: CancellationToken): Promise<FitPolicyResult> => {
      const answer = await answerFromVersion(server, "fitting", params.uri, token, (reading) =>
        fit(server, reading, params),
      );
      return answer ?? { problem: "The file changed in the meantime. Try again." };
    };
    server.connection.onRequest<FitPolicyResult, never>(FIT_POLICY, answerTo);
  },
};

async function fit(
  server: LspServer,
  reading: AskedReading,
  { position, how }: FitPolicyParams,
): Promise<FitPolicyResult | null> {
  const { service, document, question, version, isWanted } = reading;
  const offset = version.text.offsetAt(position);
  const place = policyMeantAt(document, offset);
  if (how === "split") {
    const made = service.split(document, place);
    if ("problem" in made) return { problem: phraseToMessage(made.problem) };
    return splitFiles(server, reading, made);
  }
  const shrunk = await resultOfWork(server.work, service.shrink(document, place, question.configuration), isWanted);
  if (shrunk === undefined) return null;
  if ("problem" in shrunk) return { problem: phraseToMessage(shrunk.problem) };
  const edit = shrunk.edits.length === 0 ? undefined : toLspWorkspaceEdit(version, shrunk.edits, server.client);
  return { message: phraseToMessage(shrunk.summary), edit };
}

/** The first part stays in its file; what the workspace file says of that is written there for the others. */
async function splitFiles(
  { client, policies, documents, config }: LspServer,
  { document, version, isWanted }: AskedReading,
  { parts, summary }: SplitPolicy,
): Promise<FitPolicyResult | null> {
  const { path, text } = document.source;
  const [first, ...others] = parts;
  const { files } = await policies.read(isWanted);
  const known = new Set(files.map((file) => file.path));
  const [, ...added] = partPaths(path, parts.length, (one) => {
    const uri = uriOfPath(one, client.folders);
    return known.has(one) || (uri !== undefined && documents.newest(uri) !== undefined);
  });
  const uris = added.map((one) => uriOfPath(one, client.folders));
  if (first === undefined || !client.newFiles || uris.includes(undefined)) {
    return { problem: "New files can be made only beside a file of an open folder. Save the policy into one first." };
  }
  const edits: WorkspaceEdit[] = others.map((part, index) => toLspNewFile(uris[index] ?? "", part.text));
  edits.unshift(toLspWorkspaceEdit(version, [editBetween(text, first.text)], client));
  for (const file of (await config.current("a-moment")).files) {
    const folder = file.path.slice(0, file.path.length - WORKSPACE_FILE.length);
    if (![path, ...added].every((one) => one.startsWith(folder))) continue;
    const within = (one: string): string => one.slice(folder.length);
    const made = attachParts(file.text, within(path), added.map(within));
    if (made === undefined || made.length === 0) continue;
    const opened = documents.newest(file.uri) ?? {
      uri: file.uri,
      version: null,
      text: unchangingText(file.uri, "json", 0, file.text),
    };
    edits.push(toLspWorkspaceEdit(opened, made, client));
  }
  return { message: phraseToMessage(summary), edit: joined(edits) };
}

/** All in one, so that it is undone in one step. */
function joined(edits: readonly WorkspaceEdit[]): WorkspaceEdit {
  return {
    documentChanges: edits.flatMap(({ documentChanges = [], changes = {} }) => [
      ...documentChanges,
      ...Object.entries(changes).map(([uri, own]) => ({ textDocument: { uri, version: null }, edits: own })),
    ]),
  };
}
