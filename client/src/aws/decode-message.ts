/** "IAM Verdict: AWS: Decode Authorization Message": what it says flows into the explanation. */
import { commands, env, window } from "vscode";
import { type EncodedMessage } from "../../../server/src/aws/index.ts";
import { EXPLAIN_DENIAL_COMMAND } from "../commands/explain-denial.ts";
import { type ToldFact } from "../denial-panel/panel-state.ts";
import { askAws } from "./ask.ts";
import { type AwsDesk, textIn } from "./aws-desk.ts";
import { showFailures } from "./show-failures.ts";

const NOTHING_TO_DECODE =
  "There is no encoded message in the selection, the clipboard or the explanation. Copy everything behind 'failure message:', then repeat.";
const CUT = "The encoded message is cut off, and AWS only decodes whole ones. Copy all of it, then repeat.";

interface FoundMessage {
  readonly text: string;
  readonly encoded: EncodedMessage;
  /** Of the explanation that it is from. */
  readonly facts: readonly ToldFact[];
}

export async function decodeMessage(desk: AwsDesk, passed: unknown): Promise<unknown> {
  const found = await findMessage(desk, textIn(passed, "text"));
  if (found === undefined || found.encoded.isCut) {
    const text = found === undefined ? NOTHING_TO_DECODE : CUT;
    void window.showWarningMessage(text);
    return { text };
  }
  const answer = await askAws(desk, {
    title: "What does the message say?",
    passed,
    isRegional: false,
    ask: (session) => desk.aws.decodeMessage(session, found.encoded.text),
  });
  if (answer === undefined) return undefined;
  if (!answer.ok) return { text: await showFailures(desk, [answer.failure]) };
  const text = desk.aws.withDecoded(found.text, found.encoded, answer.result);
  const facts = Object.fromEntries(found.facts.map(({ key, value }) => [key, value]));
  return commands.executeCommand(EXPLAIN_DENIAL_COMMAND, { text, facts });
}

/** What is passed, else the selection, the explanation at hand, the clipboard: the first that holds one. */
async function findMessage({ aws, room }: AwsDesk, given: string | undefined): Promise<FoundMessage | undefined> {
  const { current } = room.explanation;
  const editor = window.activeTextEditor;
  const sources: readonly (() => string | undefined | Thenable<string>)[] =
    given === undefined
      ? [() => editor?.document.getText(editor.selection), () => current?.message, () => env.clipboard.readText()]
      : [() => given];
  for (const source of sources) {
    const text = await source();
    const encoded = text === undefined ? undefined : aws.findEncodedMessage(text);
    if (text === undefined || encoded === undefined) continue;
    return { text, encoded, facts: text === current?.message ? current.facts : [] };
  }
  return undefined;
}
