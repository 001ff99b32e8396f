/** One file as the features see it: its policies, each with its model and kind. */
import {
  type ArnReference,
  type Beginning,
  commonHolder,
  type Departure,
  type Link,
  type Site,
  type SourceText,
} from "../hosts/host.ts";
import { hostOf, readSource } from "../hosts/index.ts";
import { kindOfNewPolicy, type KindReading, type PolicyHolderName, readKind } from "../policy/kinds.ts";
import { type Policy, type PolicyKind } from "../policy/policy.ts";
import { readPolicy } from "../policy/read-policy.ts";
import { type SyntaxProblem } from "../syntax/value.ts";
import { spanHolds } from "../text/span.ts";
import { resultOf } from "../text/steps.ts";
import { isWorkspaceFile } from "../workspace/config.ts";

export interface DocumentPolicy {
  readonly site: Site;
  readonly policy: Policy;
  readonly kind: KindReading;
}

export interface PolicyDocument {
  readonly source: SourceText;
  readonly policies: readonly DocumentPolicy[];
  /** What a file is to hold that has no policy yet; undefined if nothing says that it is to hold one. */
  readonly expected: ExpectedPolicy | undefined;
  /** Of the file's own syntax; empty for a file without policies. */
  readonly problems: readonly SyntaxProblem[];
  /** Where the text of its host is broken, so that more may be in it than was read; undefined where `problems` tell it. */
  readonly brokenAt: number | undefined;
  /** Where its text is not what AWS takes for a policy, although it can be read. */
  readonly departures: readonly Departure[];
  /** Undefined where no policy can be begun at the offset. */
  readonly beginsAt: ((offset: number) => Beginning | undefined) | undefined;
  readonly references: (() => readonly ArnReference[]) | undefined;
  /** Who has what, as the file says. */
  readonly links: readonly Link[];
}

export interface ExpectedPolicy {
  readonly kind: PolicyKind;
  /** What has the policy, if the name of the file says so. */
  readonly holder?: PolicyHolderName | undefined;
  /** The language in which a document is a policy, however little of it is typed. */
  readonly language: string;
}

/**
 * Reads the policies of a file. `statedKind` is what a setting or the workspace file says of the whole file; a kind
 * that the place in the file says (`AssumeRolePolicyDocument`) is closer and wins.
 */
export function* documentSteps(
  source: SourceText,
  statedKind: PolicyKind | undefined,
): Generator<undefined, PolicyDocument> {
  const { sites, problems, brokenAt, departures, beginsAt, references, links } = yield* readSource(source);
  const policies: DocumentPolicy[] = [];
  for (const site of sites) {
    const policy = readPolicy(site.root);
    policies.push({
      site,
      policy,
      kind: readKind(policy, source.path, { place: site.kind, said: statedKind, holder: commonHolder(site.uses) }),
    });
    yield;
  }
  const isBegun = policies.every(({ policy }) => policy.object.members.length === 0);
  const expected = isBegun ? expectedIn(source, statedKind) : undefined;
  return { source, policies, problems, brokenAt, departures, expected, beginsAt, references, links };
}

function expectedIn(
  { path, languageId, text }: SourceText,
  stated: PolicyKind | undefined,
): ExpectedPolicy | undefined {
  const language = hostOf({ path, languageId })?.ownLanguages[0];
  if (language === undefined || text.length > LONGEST_BEGINNING || isWorkspaceFile(path)) return undefined;
  const named = stated === undefined ? kindOfNewPolicy(path) : { kind: stated };
  if (named !== undefined) return { language, ...named };
  // A document that has no name yet has no ending either.
  const isMeant = languageId === language || /"2012-10-17"|"Statement"\s*:\s*[[{]/.test(text) || isUnnamed(path);
  return isMeant ? { language, kind: "unknown" } : undefined;
}

function isUnnamed(path: string): boolean {
  return /^Untitled-\d+$/.test(path);
}

/** A file that has more holds something else. */
const LONGEST_BEGINNING = 20_000;

/** All at once. */
export function readDocument(source: SourceText, statedKind: PolicyKind | undefined): PolicyDocument {
  return resultOf(documentSteps(source, statedKind));
}

/** The innermost policy that holds the offset. */
export function policyAt(document: PolicyDocument, offset: number): DocumentPolicy | undefined {
  return document.policies.findLast(({ policy }) => spanHolds(policy.span, offset));
}

/** The policy that a command at the offset means: the one that holds it, or the only one of the file. -1 where that is open. */
export function policyMeantAt(document: PolicyDocument, offset: number): number {
  const at = document.policies.findLastIndex(({ policy }) => spanHolds(policy.span, offset));
  return at < 0 && document.policies.length === 1 ? 0 : at;
}
