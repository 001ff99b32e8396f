/** The custom checks of Access Analyzer: what they need is asked for, and that AWS charges for them is said before. */
import { type QuickPickItem, window, workspace } from "vscode";
import { type CustomCheck } from "../../../server/src/aws/index.ts";
import { type AwsDesk, memberIn, textIn } from "./aws-desk.ts";

type Check = CustomCheck["check"] | "findings";

/** Undefined if it was cancelled; `findings` for what is free of charge. */
export async function askWhichCheck(
  { aws }: AwsDesk,
  passed: unknown,
): Promise<CustomCheck | { readonly check: "findings" } | undefined> {
  const items: readonly (QuickPickItem & { readonly check: Check })[] = [
    { label: "$(search) Its findings", detail: "ValidatePolicy; free of charge", check: "findings" },
    {
      label: "$(diff) Does it grant more than another policy?",
      detail: `CheckNoNewAccess. ${aws.CHARGED}`,
      check: "no-new-access",
    },
    {
      label: "$(circle-slash) Does it grant an action that it must not?",
      detail: `CheckAccessNotGranted. ${aws.CHARGED}`,
      check: "not-granted",
    },
  ];
  const given = memberIn(passed, "check");
  const check =
    items.find((item) => item.check === given)?.check ??
    (await window.showQuickPick(items, { title: "AWS: What Should Access Analyzer Check?" }))?.check;
  if (check === undefined || check === "findings") return check === undefined ? undefined : { check };
  return check === "not-granted" ? askForActions(aws.CHARGED, passed) : askForExisting(passed);
}

async function askForActions(cost: string, passed: unknown): Promise<CustomCheck | undefined> {
  const text =
    textIn(passed, "actions") ??
    (await window.showInputBox({
      title: "AWS: Which Actions Must It Not Grant?",
      prompt: `Names of actions, with spaces or commas between them. ${cost}`,
      placeHolder: "s3:DeleteBucket kms:ScheduleKeyDeletion",
      ignoreFocusOut: true,
    }));
  const actions = (text ?? "").split(/[\s,]+/).filter((action) => action !== "");
  return actions.length === 0 ? undefined : { check: "not-granted", actions, resources: [] };
}

async function askForExisting(passed: unknown): Promise<CustomCheck | undefined> {
  const given = textIn(passed, "existing");
  if (given !== undefined) return { check: "no-new-access", existing: given };
  const [uri] =
    (await window.showOpenDialog({
      title: "The policy that grants enough",
      openLabel: "Compare with It",
      filters: { JSON: ["json"] },
    })) ?? [];
  if (uri === undefined) return undefined;
  return { check: "no-new-access", existing: new TextDecoder().decode(await workspace.fs.readFile(uri)) };
}
