/** "IAM Verdict: AWS: Choose Profile and Region": only names are remembered, for this workspace. */
import { type QuickPickItem, QuickPickItemKind, window } from "vscode";
import { type ProfileEntry, type Region } from "../../../server/src/aws/index.ts";
import { type AwsDesk, memberIn, textIn } from "./aws-desk.ts";

/** Whose credentials are used, and in which Region, as far as somebody said so. */
export interface ChosenProfile {
  /** Undefined for what the environment says. */
  readonly profile: string | undefined;
  readonly region: Region | undefined;
}

const PROFILE = "aws.profile";
const REGION = "aws.region";
/** Remembered in the place of a name. */
const ENVIRONMENT = "";

/** The command: asks always. */
export async function chooseProfile(desk: AwsDesk, passed: unknown): Promise<ChosenProfile | undefined> {
  const profiles = await desk.aws.listProfiles();
  const named = memberIn(passed, "profile");
  const profile = typeof named === "string" ? named : await pickProfile(desk, profiles);
  if (profile === undefined) return undefined;
  await remember(desk, profile);
  const region = textIn(passed, "region") ?? (await askForRegion(proposedRegion(desk, profile, profiles)));
  if (region === undefined) return undefined;
  await desk.choices.workspace.update(REGION, region);
  const chosen = {
    profile: profile === ENVIRONMENT ? undefined : profile,
    region: { name: region, from: "chosen" },
  } as const;
  const name = profile === ENVIRONMENT ? "the environment's credentials" : `the profile ${profile}`;
  void window.showInformationMessage(`In this workspace, requests to AWS use ${name}, in ${region}.`);
  return chosen;
}

/** What is passed goes first, then what is remembered; otherwise it is asked for. Undefined if that was cancelled. */
export async function chosenProfile(desk: AwsDesk, passed: unknown): Promise<ChosenProfile | undefined> {
  const profiles = await desk.aws.listProfiles();
  const profile = textIn(passed, "profile") ?? remembered(desk, profiles) ?? (await pickIfSeveral(desk, profiles));
  if (profile === undefined) return undefined;
  return {
    profile: profile === ENVIRONMENT ? undefined : profile,
    region: saidRegion(
      desk,
      passed,
      profiles.find(({ name }) => name === profile),
    ),
  };
}

function saidRegion({ choices }: AwsDesk, passed: unknown, profile: ProfileEntry | undefined): Region | undefined {
  const given = textIn(passed, "region");
  if (given !== undefined) return { name: given, from: "given" };
  const chosen = choices.workspace.get<unknown>(REGION);
  if (typeof chosen === "string") return { name: chosen, from: "chosen" };
  return profile?.region === undefined ? undefined : { name: profile.region, from: "profile" };
}

/** Undefined where nothing is, and where the profile has gone. */
function remembered({ choices }: AwsDesk, profiles: readonly ProfileEntry[]): string | undefined {
  const name = choices.workspace.get<unknown>(PROFILE);
  if (typeof name !== "string") return undefined;
  return name === ENVIRONMENT || profiles.some((one) => one.name === name) ? name : undefined;
}

async function pickIfSeveral(desk: AwsDesk, profiles: readonly ProfileEntry[]): Promise<string | undefined> {
  if (profiles.length === 0) return ENVIRONMENT;
  const picked = await pickProfile(desk, profiles);
  if (picked !== undefined) await remember(desk, picked);
  return picked;
}

async function remember({ choices }: AwsDesk, profile: string): Promise<void> {
  await choices.workspace.update(PROFILE, profile);
  // The next workspace proposes what was used last.
  await choices.everywhere.update(PROFILE, profile);
}

interface ProfileItem extends QuickPickItem {
  readonly profile: string | undefined;
}

async function pickProfile(desk: AwsDesk, profiles: readonly ProfileEntry[]): Promise<string | undefined> {
  const picked = await window.showQuickPick(profileItems(desk, profiles), {
    title: "AWS: Whose Credentials?",
    placeHolder: "Only the name is kept, for this workspace. Credentials are looked up again for each command.",
    matchOnDescription: true,
  });
  return picked?.profile;
}

/** The last used first; those that cannot work last, each with why. */
function profileItems({ aws, choices }: AwsDesk, profiles: readonly ProfileEntry[]): readonly ProfileItem[] {
  const last = choices.everywhere.get<unknown>(PROFILE);
  const { source, region } = aws.environmentEntry();
  const environment: ProfileItem = {
    label: "$(terminal) The environment",
    description: described(source, region),
    profile: ENVIRONMENT,
  };
  const working = profiles.filter(({ works }) => works).map(profileItem);
  const failing = profiles.filter(({ works }) => !works).map(profileItem);
  const usable = [environment, ...working].sort((one, other) => rank(one, last) - rank(other, last));
  if (failing.length === 0) return usable;
  return [
    ...usable,
    { label: "Cannot work as they are", kind: QuickPickItemKind.Separator, profile: undefined },
    ...failing,
  ];
}

function rank({ profile }: ProfileItem, last: unknown): number {
  return profile === last ? 0 : 1;
}

function profileItem({ name, source, works, region }: ProfileEntry): ProfileItem {
  const icon = works ? "$(account)" : "$(warning)";
  return { label: `${icon} ${name}`, description: described(source, region), profile: name };
}

function described(source: string, region: string | undefined): string {
  return region === undefined ? source : `${source} · ${region}`;
}

function proposedRegion({ aws, choices }: AwsDesk, profile: string, profiles: readonly ProfileEntry[]): string {
  const chosen = choices.workspace.get<unknown>(REGION);
  const ofProfile = profiles.find(({ name }) => name === profile)?.region;
  return typeof chosen === "string" ? chosen : (ofProfile ?? aws.environmentEntry().region ?? "");
}

/** For what is of one Region only, and nobody says which. */
export async function askForMissingRegion({ choices }: AwsDesk): Promise<Region | undefined> {
  const name = await askForRegion("");
  if (name === undefined) return undefined;
  await choices.workspace.update(REGION, name);
  return { name, from: "chosen" };
}

async function askForRegion(value: string): Promise<string | undefined> {
  const name = await window.showInputBox({
    title: "AWS: Which Region?",
    prompt: "It is kept for this workspace. A Region named in a message takes precedence.",
    placeHolder: "eu-central-1",
    value,
    ignoreFocusOut: true,
    validateInput: (text) => (REGION_NAME.test(text.trim()) ? undefined : "Type a Region such as eu-central-1."),
  });
  return name?.trim();
}

const REGION_NAME = /^[a-z]{2,4}(?:-[a-z]+){1,3}-\d$/;
