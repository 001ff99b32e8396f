/** The list of keys that a fact can be of. */
import { l10n, type QuickPickItem, QuickPickItemKind, window } from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import { answerOf } from "./answer-of-box.ts";
import { FACT_KEYS, type FactKeysParams, type FactKeyView } from "../../server/src/lsp/protocol.ts";
import { type ExplainedMessage } from "./current-explanation.ts";
import { type FactKeyGroup, factKeyGroups, type FactKeyRow } from "./fact-key-groups.ts";

/** A key, perhaps with its value as `key=value`; or what a key begins with whose rest is to be typed. */
export type PickedKey = { readonly key: string } | { readonly begin: string };

interface KeyItem extends QuickPickItem {
  readonly chosen?: PickedKey;
}

/** Undefined if nothing was picked. */
export async function pickFactKey(
  client: BaseLanguageClient,
  current: ExplainedMessage,
): Promise<PickedKey | undefined> {
  const action = current.result.denials[0]?.asked.action;
  const known = await client.sendRequest<readonly FactKeyView[]>(FACT_KEYS, { action } satisfies FactKeysParams);
  const another: KeyItem = { label: l10n.t("Another key…"), alwaysShow: true, chosen: { begin: "" } };
  return pick([...factKeyGroups(known, current).flatMap((group) => itemsOf(group, action)), another]);
}

/** What is typed can be taken as it is, also as `key=value`. */
function pick(items: readonly KeyItem[]): Promise<PickedKey | undefined> {
  const box = window.createQuickPick<KeyItem>();
  box.title = l10n.t("Add a Fact");
  box.placeholder = l10n.t("Pick a key of the request, or type one: aws:SourceIp=203.0.113.7");
  box.matchOnDescription = true;
  box.ignoreFocusOut = true;
  box.items = items;
  box.onDidChangeValue((typed) => {
    const key = typed.trim();
    const isOwn = key.includes(":") && !items.some(({ label }) => label.toLowerCase() === key.toLowerCase());
    const own = { label: key, description: l10n.t("as typed"), alwaysShow: true, chosen: { key } };
    box.items = isOwn ? [own, ...items] : items;
  });
  return answerOf(box, () => box.selectedItems[0]?.chosen);
}

function itemsOf({ why, keys }: FactKeyGroup, action: string | undefined): readonly KeyItem[] {
  return [{ label: titleOf(why, action), kind: QuickPickItemKind.Separator }, ...keys.map(itemOf)];
}

function titleOf(why: FactKeyGroup["why"], action: string | undefined): string {
  switch (why) {
    case "changes-answer":
      return l10n.t("Would change the answer");
    case "condition":
      return l10n.t("In conditions of policies here");
    case "action":
      return action === undefined ? l10n.t("Of this request") : l10n.t("Of requests for {0}", action);
    case "any-request":
      return l10n.t("Of any request");
    case "message":
      return l10n.t("Corrects what the message says");
  }
}

function itemOf({ key, type, value, begin }: FactKeyRow): KeyItem {
  const now =
    value === undefined
      ? []
      : [value.from === "user" ? l10n.t("you added {0}", value.text) : l10n.t("in the request: {0}", value.text)];
  const description = [...(type === undefined ? [] : [type]), ...now].join(" · ");
  return { label: key, description, chosen: begin === undefined ? { key } : { begin } };
}
