/** "IAM Verdict: Add a Fact" and "Remove a Fact": what the user knows of the request and the message does not say. */
import { commands, Disposable, l10n, window } from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import { CHECK_FACT, type CheckFactParams, type CheckFactResult } from "../../../server/src/lsp/protocol.ts";
import { type ExplainedMessage } from "../current-explanation.ts";
import { type ToldFact } from "../denial-panel/panel-state.ts";
import { type ExplanationRoom } from "../explanation-room.ts";
import { pickFactKey } from "../fact-key-list.ts";

export const ADD_FACT_COMMAND = "iamVerdict.addFact";
export const REMOVE_FACT_COMMAND = "iamVerdict.removeFact";

/** What the panel, key bindings and other extensions may pass. */
export interface FactArguments {
  readonly key?: string;
  readonly value?: string;
}

export function registerFacts({ client, explanation }: ExplanationRoom): Disposable {
  const explainWith = async (facts: readonly ToldFact[]) => {
    const explained = await explanation.explainAgain({ facts });
    return (
      explained && { verdict: explained.result.verdict, summary: explained.result.summary, facts: explained.facts }
    );
  };
  return Disposable.from(
    commands.registerCommand(ADD_FACT_COMMAND, async (passed?: FactArguments) => {
      const { current } = explanation;
      if (current === undefined) return undefined;
      const asked = passed?.key ?? (await askForKey(client, current));
      if (asked === undefined) return undefined;
      const { key, value: written } = passed?.key === undefined ? readFact(asked) : { key: asked, value: undefined };
      const value = passed?.value ?? written ?? (await askForValue(client, key, current));
      if (value === undefined) return undefined;
      const fact = { key: key.trim(), value: value.trim() };
      const { problem } = await checkFact(client, fact);
      if (problem !== undefined) {
        void window.showErrorMessage(problem);
        return { problem };
      }
      return explainWith([...current.facts.filter((one) => !isSame(one, fact)), fact]);
    }),
    commands.registerCommand(REMOVE_FACT_COMMAND, async (passed?: FactArguments) => {
      const { current } = explanation;
      if (current === undefined) return undefined;
      const key = passed?.key ?? (await askWhichFact(current.facts));
      if (key === undefined) return undefined;
      return explainWith(current.facts.filter((one) => !isSame(one, { key, value: "" })));
    }),
  );
}

/** Condition keys are the same in upper and lower case. */
function isSame(one: ToldFact, other: ToldFact): boolean {
  return one.key.toLowerCase() === other.key.toLowerCase();
}

function checkFact(client: BaseLanguageClient, { key, value }: FactArguments): Promise<CheckFactResult> {
  const params: CheckFactParams = { key: key ?? "", value };
  return client.sendRequest<CheckFactResult>(CHECK_FACT, params);
}

/** `aws:SourceIp=203.0.113.7` as well as the key alone. */
function readFact(typed: string): { readonly key: string; readonly value: string | undefined } {
  const at = typed.indexOf("=");
  return at < 0
    ? { key: typed.trim(), value: undefined }
    : { key: typed.slice(0, at).trim(), value: typed.slice(at + 1).trim() };
}

/** From the list; what the list leaves open is typed. */
async function askForKey(client: BaseLanguageClient, current: ExplainedMessage): Promise<string | undefined> {
  const picked = await pickFactKey(client, current);
  return picked === undefined || "key" in picked ? picked?.key : typeKey(client, picked.begin);
}

/** `begin` is a key whose end is the user's to write, or empty. */
async function typeKey(client: BaseLanguageClient, begin: string): Promise<string | undefined> {
  return window.showInputBox({
    title: l10n.t("Add a Fact"),
    prompt: (await checkFact(client, { key: begin })).hint,
    placeHolder: "aws:SourceIp, aws:SourceIp=203.0.113.7",
    value: begin,
    valueSelection: [begin.length, begin.length],
    ignoreFocusOut: true,
    validateInput: async (typed) => {
      const { key, value } = readFact(typed);
      return (await checkFact(client, value === undefined ? { key } : { key, value })).problem;
    },
  });
}

async function askForValue(
  client: BaseLanguageClient,
  key: string,
  { facts }: ExplainedMessage,
): Promise<string | undefined> {
  const told = facts.find((one) => isSame(one, { key, value: "" }))?.value;
  const { hint, values } = await checkFact(client, { key, value: told ?? "" });
  const title = l10n.t("Add a Fact: {0}", key);
  if (values.length > 0) return window.showQuickPick(values, { title, placeHolder: hint, ignoreFocusOut: true });
  return window.showInputBox({
    title,
    prompt: hint,
    ...(told === undefined ? {} : { value: told }),
    ignoreFocusOut: true,
    validateInput: async (value) => (await checkFact(client, { key, value: value.trim() })).problem,
  });
}

async function askWhichFact(facts: readonly ToldFact[]): Promise<string | undefined> {
  const items = facts.map(({ key, value }) => ({ label: key, description: value }));
  const options = { title: l10n.t("Remove a Fact"), placeHolder: l10n.t("Which fact?") };
  return (await window.showQuickPick(items, options))?.label;
}
