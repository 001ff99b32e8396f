/**
 * The policies that AWS manages and that the caller has by what files say, although no file shows them: they take part in an
 * answer as they were on the day of our data. It is said of which day that is, because AWS changes them.
 */
import { type Catalog } from "../../catalog/catalog.ts";
import { type ManagedPolicies, type ManagedPolicy } from "../../catalog/managed-policies.ts";
import { type Explanation } from "../../denial/explanation.ts";
import { type NextStep } from "../../denial/next-step.ts";
import { type TextOfAws } from "../../denial/not-known.ts";
import { versionCommands } from "../../denial/settling-command.ts";
import { declaredHolders } from "../../hosts/holder-sorts.ts";
import { NOTHING_DECLARED } from "../../hosts/host.ts";
import { readArn } from "../../policy/arn.ts";
import { managedPolicyArn } from "../../wording/managed-policy.ts";
import { type AbsentPolicy, absentFor, absentOfHolder } from "../../workspace/absent-policies.ts";
import { type HiddenCaller } from "../../workspace/possible-callers.ts";
import { readFilePolicies } from "../../workspace/read-file-policies.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "../../workspace/workspace.ts";

export interface WithManaged {
  readonly workspace: WorkspacePolicies;
  /** What is said of each policy of AWS that was put in. */
  readonly texts: readonly TextOfAws[];
  /** The name of that among them which is the caller's permissions boundary. */
  readonly boundary: string | undefined;
}

/** Do files say that somebody has a policy of AWS that none of them shows? Only then the list is needed. */
export function namesManagedPolicies({ absent }: WorkspacePolicies): boolean {
  return absent.some(mayBeOfAws);
}

/** The workspace as it is, where the caller has none, or the list is not at hand. */
export function withManagedPolicies(
  workspace: WorkspacePolicies,
  { principal, hidden }: { readonly principal: string | undefined; readonly hidden?: HiddenCaller | undefined },
  catalog: Catalog,
): WithManaged {
  const unchanged: WithManaged = { workspace, texts: [], boundary: undefined };
  if (principal === undefined || !namesManagedPolicies(workspace)) return unchanged;
  const absentOfCaller =
    hidden === undefined
      ? absentFor(workspace.absent, principal, workspace)
      : absentOfHolder(workspace.absent, hidden.holder ?? "");
  const own = absentOfCaller.filter(mayBeOfAws);
  const managed = own.length === 0 ? undefined : catalog.managedPolicies();
  if (managed === undefined) return unchanged;
  const policies: WorkspacePolicy[] = [];
  const texts = new Map(workspace.texts);
  const said: TextOfAws[] = [];
  const shown = new Set<AbsentPolicy>();
  const taken = new Set<string>();
  for (const absent of own) {
    const policy = managed.find(absent.name);
    if (policy === undefined || !sameArn(absent.arn, policy)) continue;
    const text = `${JSON.stringify(managed.documentOf(policy), null, 2)}\n`;
    const made = policyOfAws(absent, policy, { text, principal });
    if (made === undefined) continue;
    shown.add(absent);
    // Several files may say it.
    const use = `${made.kind.kind} ${policy.name}`;
    if (taken.has(use)) continue;
    taken.add(use);
    policies.push(made);
    texts.set(policy.name, text);
    if (said.every(({ policyName }) => policyName !== policy.name)) said.push(textOfAws(policy, managed));
  }
  if (policies.length === 0) return unchanged;
  const absent = workspace.absent.filter((one) => !shown.has(one));
  const boundary = policies.find(({ kind }) => kind.kind === "boundary")?.path;
  const filled = { ...workspace, policies: [...workspace.policies, ...policies], texts, absent };
  return { workspace: filled, texts: said, boundary };
}

/** Where the caller's own policies are in question; nobody is told to add to a boundary that AWS manages. */
export function sayTextsOfAws(explanation: Explanation, { texts, boundary }: WithManaged): Explanation {
  const { verdict, layer, layerBasis } = explanation;
  const isOfAnother = layerBasis === "message" && layer !== "identity" && layer !== "boundary";
  if (texts.length === 0 || verdict === "not-a-denial" || isOfAnother) return explanation;
  const ofAws = boundary === undefined ? {} : { ofAws: boundary };
  const next = explanation.next.flatMap((step): readonly NextStep[] => {
    if (step.step === "deployed-version") return [...versionSteps(explanation, texts), step];
    return [step.step === "copy-statement" && step.layer === "boundary" ? { ...step, ...ofAws } : step];
  });
  const names = new Set(texts.map(({ policyName }) => policyName));
  // The text of AWS does not say whom the policy is attached to.
  const others = explanation.assumptions.filter((one) => one.assumption !== "attached" || !names.has(one.file));
  return { ...explanation, next, assumptions: [...others, ...texts] };
}

/** Where a text of AWS allows what AWS denied, another version may be in force. */
function versionSteps({ allowedBy }: Explanation, texts: readonly TextOfAws[]): readonly NextStep[] {
  const policies = texts.filter(({ policyName }) => allowedBy.some(({ file }) => file === policyName));
  return policies.length === 0
    ? []
    : [{ step: "version-of-aws", policies, commands: policies.flatMap(versionCommands) }];
}

/** By its ARN; of a declared policy without one, its name may be one of AWS's. */
function mayBeOfAws({ arn, kind, declaredFor }: AbsentPolicy): boolean {
  if (arn !== undefined) return readArn(arn)?.account === "aws";
  return declaredFor !== undefined && kind !== "inline" && kind !== "unlisted";
}

function sameArn(arn: string | undefined, policy: ManagedPolicy): boolean {
  return arn === undefined || arn === managedPolicyArn(policy, readArn(arn)?.partition);
}

function textOfAws(policy: ManagedPolicy, { date }: ManagedPolicies): TextOfAws {
  const { name, version } = policy;
  return { assumption: "text-of-aws", policyName: name, arn: managedPolicyArn(policy), version, date };
}

function policyOfAws(
  { kind, arn, declaredFor, sort }: AbsentPolicy,
  { name }: ManagedPolicy,
  { text, principal }: { readonly text: string; readonly principal: string },
): WorkspacePolicy | undefined {
  const [read] = readFilePolicies({ path: name, languageId: "json", text }).policies;
  if (read === undefined) return undefined;
  return {
    path: name,
    policy: read.policy,
    kind: { kind: kind === "boundary" ? "boundary" : "identity", basis: "stated" },
    name,
    names: new Set([name.toLowerCase()]),
    arn,
    binding: {
      ...{ resource: undefined, account: undefined, targets: [], endpoint: undefined },
      attachedTo: declaredFor === undefined ? [principal] : [],
      declared:
        declaredFor === undefined
          ? NOTHING_DECLARED
          : { ...NOTHING_DECLARED, ...declaredHolders([{ name: declaredFor, sort }]) },
    },
    isCopy: true,
    writer: undefined,
    isBroken: false,
    refers: false,
    // A caller has one boundary, but any number of other policies.
    ...(declaredFor === undefined || kind === "boundary" ? {} : { isOfAws: true }),
  };
}
