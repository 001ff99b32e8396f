/** "IAM Verdict: AWS: Fetch the Policies of …": as AWS has them, for the explanation at hand or by name. */
import { type QuickPickItem, window } from "vscode";
import { type WantedPolicies } from "../../../server/src/aws/index.ts";
import { type AskedView } from "../../../server/src/lsp/protocol.ts";
import { type ExplainedMessage } from "../current-explanation.ts";
import { askAws } from "./ask.ts";
import { askedOf, type AwsDesk, memberIn, textIn } from "./aws-desk.ts";
import { keepFetched, placeForFetched } from "./keep-fetched.ts";
import { showFailures } from "./show-failures.ts";

export async function fetchPolicies(desk: AwsDesk, passed: unknown): Promise<unknown> {
  const wanted = passedWanted(passed) ?? (await askWhatIsWanted(desk));
  if (wanted === undefined) return undefined;
  const problem = desk.aws.problemOfWanted(wanted);
  if (problem !== undefined) {
    void window.showWarningMessage(problem);
    return { text: problem };
  }
  const place = await placeForFetched(desk, passed);
  if (place === undefined) return undefined;
  const fetched = await askAws(desk, {
    title: "Which policies are there?",
    passed,
    region: regionOf(wanted.resource),
    isRegional: false,
    ask: (session) => desk.aws.fetchPolicies(session, wanted),
  });
  if (fetched === undefined) return undefined;
  const { files, failures, note } = fetched;
  const { uris, problem: unkept } = await keepFetched(desk, place, files);
  const where = unkept === undefined ? WHERE[place.kind] : "and written in part";
  const said = [
    ...(uris.length === 0 ? [] : [`Fetched from AWS, ${where}.`]),
    ...(unkept === undefined ? [] : [unkept]),
    ...(note === undefined ? [] : [note]),
  ].join(" ");
  const explained = uris.length === 0 ? undefined : await explainWith(desk, said);
  const isShown = explained !== undefined && desk.room.panel.visible;
  const verdict = explained && { verdict: explained.result.verdict, summary: explained.result.summary };
  if (failures.length > 0) {
    return { files: uris, text: await showFailures(desk, failures, said === "" ? undefined : said), ...verdict };
  }
  const show = unkept === undefined ? window.showInformationMessage : window.showWarningMessage;
  if (!isShown || note !== undefined || unkept !== undefined) void show(said);
  return { files: uris, text: said, ...verdict };
}

/** What watches the files may ask at the same time: then the newer answer counts, which does not say where they are from. */
async function explainWith({ room: { explanation } }: AwsDesk, notice: string): Promise<ExplainedMessage | undefined> {
  for (let attempt = 0; attempt < 3 && explanation.current !== undefined; attempt++) {
    const explained = await explanation.explainAgain({ notice });
    if (explained !== undefined) return explained;
  }
  return explanation.current;
}

const WHERE = {
  folder: "and written into .iam-verdict",
  window: "and kept in memory for this window",
} as const;

function passedWanted(passed: unknown): WantedPolicies | undefined {
  const [principal, resource] = [textIn(passed, "principal"), textIn(passed, "resource")];
  const account = memberIn(passed, "account") === true;
  if (principal === undefined && resource === undefined && !account) return undefined;
  const organization = memberIn(passed, "organization") === true && principal !== undefined;
  return { principal, resource, account, organization };
}

const NOTHING: WantedPolicies = { principal: undefined, resource: undefined, account: false, organization: false };

interface WantedItem extends QuickPickItem {
  readonly wanted: WantedPolicies | "principal" | "resource";
}

async function askWhatIsWanted(desk: AwsDesk): Promise<WantedPolicies | undefined> {
  const items: readonly WantedItem[] = [
    ...uniqueAsked(askedOf(desk)).flatMap((asked) => itemsOfAsked(desk, asked)),
    {
      label: "$(account) A role or a user…",
      detail: "Inline and managed policies, groups, boundary",
      wanted: "principal",
    },
    {
      label: "$(database) A resource…",
      detail: "The policy of a bucket, key, queue, topic, secret, function or repository",
      wanted: "resource",
    },
    {
      label: "$(organization) The whole account",
      detail: "All IAM policies of the account of the credentials, with one call for each page",
      wanted: { ...NOTHING, account: true },
    },
  ];
  const picked = await window.showQuickPick(items, {
    title: "AWS: Fetch the Policies of …",
    placeHolder: "docs/aws.md lists the calls that are made",
    matchOnDetail: true,
  });
  if (picked === undefined) return undefined;
  return typeof picked.wanted === "string" ? askForArn(picked.wanted) : picked.wanted;
}

/** Several denials of one message often name the same. */
function uniqueAsked(asked: readonly AskedView[]): readonly AskedView[] {
  return [...new Map(asked.map((one) => [`${one.principal ?? ""} ${one.resource ?? ""}`, one])).values()];
}

function itemsOfAsked({ aws }: AwsDesk, asked: AskedView): readonly WantedItem[] {
  const isCaller = aws.problemOfWanted({ ...NOTHING, principal: asked.principal }) === undefined;
  const caller = isCaller ? asked.principal : undefined;
  const resource = asked.resource?.startsWith("arn:") === true ? asked.resource : undefined;
  if (caller === undefined && resource === undefined) return [];
  const wanted = { ...NOTHING, principal: caller, resource };
  const detail = [caller, resource].filter((name) => name !== undefined).join(", ");
  const named: WantedItem = { label: "$(shield) What the message names", detail, wanted };
  const above: WantedItem = {
    label: "$(type-hierarchy) The same, with the SCPs and RCPs above the account",
    detail: "Needs credentials that may read the organization, such as those of the management account",
    wanted: { ...wanted, organization: true },
  };
  return caller === undefined ? [named] : [named, above];
}

async function askForArn(kind: "principal" | "resource"): Promise<WantedPolicies | undefined> {
  const example = kind === "principal" ? "arn:aws:iam::111122223333:role/app" : "arn:aws:s3:::bucket";
  const arn = await window.showInputBox({
    title: "AWS: Fetch the Policies of …",
    prompt: kind === "principal" ? "The ARN of a role, a session or a user" : "The ARN of the resource",
    placeHolder: example,
    ignoreFocusOut: true,
    validateInput: (text) => (/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(text.trim()) ? undefined : `Like ${example}`),
  });
  if (arn === undefined) return undefined;
  return { ...NOTHING, [kind]: arn.trim() };
}

function regionOf(arn: string | undefined): string | undefined {
  const region = arn?.split(":")[3];
  return region === undefined || !/^[a-z]{2,4}(?:-[a-z]+)+-\d$/.test(region) ? undefined : region;
}
