/** The policies that AWS manages: shown as documents that cannot be changed, and copied into new ones. */
import { commands, Disposable, l10n, Uri, window, workspace } from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import {
  MANAGED_POLICIES,
  MANAGED_POLICY_TEXT,
  type ManagedPolicyTextParams,
  type ManagedPolicyTextResult,
  type ManagedPolicyView,
} from "../../../server/src/lsp/protocol.ts";

const SCHEME = "iam-verdict-aws";

/** Where the server's definitions lead. */
export const MANAGED_POLICY_PAGES = `${SCHEME}:`;
export const SHOW_MANAGED_POLICY_COMMAND = "iamVerdict.showManagedPolicy";
export const COPY_MANAGED_POLICY_COMMAND = "iamVerdict.copyManagedPolicy";

export function registerManagedPolicies(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: async (uri) => (await textOf(client, { name: nameIn(uri) }))?.text ?? "",
    }),
    commands.registerCommand(SHOW_MANAGED_POLICY_COMMAND, async (passed?: unknown) => {
      const found = await wanted(client, passed, l10n.t("Which AWS managed policy do you want to read?"));
      if (found === undefined) return undefined;
      const uri = Uri.from({ scheme: SCHEME, path: `/${found.name}.json` });
      await window.showTextDocument(await workspace.openTextDocument(uri));
      return uri.toString();
    }),
    commands.registerCommand(COPY_MANAGED_POLICY_COMMAND, async (passed?: unknown) => {
      const found = await wanted(client, passed, l10n.t("Which AWS managed policy do you want to start from?"));
      if (found === undefined) return undefined;
      const document = await workspace.openTextDocument({ language: "iam-policy", content: found.text });
      await window.showTextDocument(document);
      return document.uri.toString();
    }),
  );
}

/** What is passed, what is in front, what is under the cursor; otherwise the one that is picked. */
async function wanted(
  client: BaseLanguageClient,
  passed: unknown,
  placeHolder: string,
): Promise<ManagedPolicyTextResult | undefined> {
  // A button in the title of an editor passes the address of its document.
  const named = typeof passed === "string" ? passed : passed instanceof Uri ? nameIn(passed) : undefined;
  const known = named === undefined ? await inFront(client) : await textOf(client, { name: named });
  if (known !== undefined || named !== undefined) return known;
  const list = await client.sendRequest<readonly ManagedPolicyView[]>(MANAGED_POLICIES, {});
  const items = list.map(({ name, arn, detail }) => ({ label: name, description: detail, detail: arn }));
  const options = { title: l10n.t("Managed Policies of AWS"), placeHolder, matchOnDetail: true };
  const picked = await window.showQuickPick(items, options);
  return picked && textOf(client, { name: picked.label });
}

async function inFront(client: BaseLanguageClient): Promise<ManagedPolicyTextResult | undefined> {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  if (document.uri.scheme === SCHEME) return textOf(client, { name: nameIn(document.uri) });
  const { line, character } = selection.active;
  return textOf(client, { place: { uri: document.uri.toString(), position: { line, character } } });
}

function nameIn(uri: Uri): string {
  return uri.path.replace(/^\//, "").replace(/\.json$/, "");
}

async function textOf(
  client: BaseLanguageClient,
  params: ManagedPolicyTextParams,
): Promise<ManagedPolicyTextResult | undefined> {
  return (await client.sendRequest<ManagedPolicyTextResult | null>(MANAGED_POLICY_TEXT, params)) ?? undefined;
}
