/** "IAM Verdict: AWS: Who Am I": whose credentials these are, and whether they are those of the message. */
import { env, window } from "vscode";
import { type Identity } from "../../../server/src/aws/index.ts";
import { askAws } from "./ask.ts";
import { askedOf, type AwsDesk, textIn } from "./aws-desk.ts";
import { showFailures } from "./show-failures.ts";

export interface WhoAmI {
  readonly identity?: Identity;
  /** What is shown. */
  readonly text: string;
  readonly isPrincipal?: boolean | undefined;
}

const COPY = "Copy ARN";

export async function whoAmI(desk: AwsDesk, passed: unknown): Promise<WhoAmI | undefined> {
  const answer = await askAws(desk, {
    title: "Who am I?",
    passed,
    isRegional: false,
    ask: (session) => desk.aws.whoAmI(session),
  });
  if (answer === undefined) return undefined;
  if (!answer.ok) return { text: await showFailures(desk, [answer.failure]) };
  const identity = answer.result;
  const principal = textIn(passed, "principal") ?? askedOf(desk)[0]?.principal;
  const { headline, rows, match } = desk.aws.identityInWords(identity, principal);
  const facts = rows.map(({ label, text }) => (label === "" ? text : `${label} ${text}`)).join(", ");
  const text = [headline, ...(match === undefined ? [] : [match.sentence]), `(${facts})`].join(" ");
  const show = match?.isPrincipal === false ? window.showWarningMessage : window.showInformationMessage;
  void show(text, COPY).then(async (pressed) => {
    if (pressed === COPY) await env.clipboard.writeText(identity.arn);
  });
  return { identity, text, isPrincipal: match?.isPrincipal };
}
