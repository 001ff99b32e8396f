/** "IAM Verdict: AWS: Recent Denials": those that CloudTrail recorded, to pick one that is explained. */
import { commands, type QuickPickItem, window } from "vscode";
import { type RecentDenial, type RecentDenials } from "../../../server/src/aws/index.ts";
import { EXPLAIN_DENIAL_COMMAND } from "../commands/explain-denial.ts";
import { askAws } from "./ask.ts";
import { type AwsDesk, memberIn } from "./aws-desk.ts";
import { showFailures } from "./show-failures.ts";

/** More than anybody reads through. */
const MOST = 200;

const NOT_THERE =
  "These are the management events of one Region. Access to S3 objects and other data events are not among them.";

const PERIODS: readonly (QuickPickItem & { readonly hours: number })[] = [
  { label: "The last hour", hours: 1 },
  { label: "The last 12 hours", hours: 12 },
  { label: "The last 3 days", hours: 72 },
];

export async function recentDenials(desk: AwsDesk, passed: unknown): Promise<unknown> {
  const hours = await askForHours(memberIn(passed, "hours"));
  if (hours === undefined) return undefined;
  const found = await askAws(desk, {
    title: "What was denied?",
    passed,
    isRegional: true,
    ask: (session) => desk.aws.recentDenials(session, { hours, now: new Date(), most: MOST }),
  });
  if (found === undefined) return undefined;
  const { denials, failure } = found;
  if (failure !== undefined) {
    const text = await showFailures(desk, [failure]);
    if (denials.length === 0) return { text };
  }
  if (denials.length === 0) {
    const text = `CloudTrail has no denials of the last ${hours === 1 ? "hour" : `${hours} hours`}. ${NOT_THERE}`;
    void window.showInformationMessage(text);
    return { text };
  }
  const picked = await pickOne(found, memberIn(passed, "pick"));
  return picked === undefined ? undefined : commands.executeCommand(EXPLAIN_DENIAL_COMMAND, { text: picked.record });
}

async function askForHours(given: unknown): Promise<number | undefined> {
  if (typeof given === "number" && given > 0) return given;
  return (await window.showQuickPick(PERIODS, { title: "AWS: Recent Denials", placeHolder: NOT_THERE }))?.hours;
}

/** `given`: the number of one, for who passes it. */
async function pickOne({ denials, isCut }: RecentDenials, given: unknown): Promise<RecentDenial | undefined> {
  if (typeof given === "number") return denials[given];
  const items = denials.map((denial) => ({
    label: denial.event,
    description: `${new Date(denial.time).toLocaleString()} · ${denial.code}`,
    detail: denial.message ?? "",
    denial,
  }));
  const picked = await window.showQuickPick(items, {
    title: isCut === false ? "AWS: Recent Denials" : `AWS: the Newest ${denials.length} Denials`,
    placeHolder: `Pick one to explain it. ${NOT_THERE}`,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.denial;
}
