/** "IAM Verdict: New IAM Policy": an untitled document that begins with a whole policy of the kind that was picked. */
import { commands, type Disposable, l10n, type QuickPickItem, SnippetString, window, workspace } from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import { NEW_POLICIES, type NewPolicyKindView, type NewPolicyStartView } from "../../../server/src/lsp/protocol.ts";
import { stepIsDone } from "../first-steps.ts";

export const NEW_POLICY_COMMAND = "iamVerdict.newPolicy";

/** What key bindings and other extensions may pass. */
export interface NewPolicyArguments {
  /** The label of a start: nothing is asked then. */
  readonly start?: string;
}

export function registerNewPolicy(client: BaseLanguageClient): Disposable {
  return commands.registerCommand(NEW_POLICY_COMMAND, async (passed?: NewPolicyArguments) => {
    const kinds = await client.sendRequest<readonly NewPolicyKindView[]>(NEW_POLICIES, {});
    const wanted = passed?.start;
    const start =
      typeof wanted === "string"
        ? kinds.flatMap(({ starts }) => starts).find(({ label }) => label === wanted)
        : await askForStart(kinds);
    if (start === undefined) return undefined;
    const document = await workspace.openTextDocument({ language: "iam-policy", content: "" });
    const editor = await window.showTextDocument(document, { preview: false });
    await editor.insertSnippet(new SnippetString(start.snippet));
    stepIsDone("hasBegunPolicy");
    return document.uri.toString();
  });
}

async function askForStart(kinds: readonly NewPolicyKindView[]): Promise<NewPolicyStartView | undefined> {
  const kind = await pick(l10n.t("Which kind of policy?"), kinds, ({ name, meaning }) => ({
    label: name,
    detail: meaning,
  }));
  if (kind === undefined) return undefined;
  const [first, ...others] = kind.starts;
  if (others.length === 0) return first;
  return pick(l10n.t("{0}: what should it start with?", kind.name), kind.starts, ({ label, detail }) => ({
    label,
    detail,
  }));
}

async function pick<One>(
  placeHolder: string,
  all: readonly One[],
  toItem: (one: One) => QuickPickItem,
): Promise<One | undefined> {
  const items = all.map((one) => ({ ...toItem(one), one }));
  const options = { title: l10n.t("New IAM Policy"), placeHolder, matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.one;
}
