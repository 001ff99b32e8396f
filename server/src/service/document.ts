/** One file as the features see it: its policies, each with its model and kind. */
import { type Site, type SourceText } from "../hosts/host.ts";
import { readSource } from "../hosts/index.ts";
import { type KindReading, readKind } from "../policy/kinds.ts";
import { type Policy, type PolicyKind } from "../policy/policy.ts";
import { readPolicy } from "../policy/read-policy.ts";
import { type SyntaxProblem } from "../syntax/value.ts";
import { spanHolds } from "../text/span.ts";
import { resultOf } from "../text/steps.ts";

export interface DocumentPolicy {
  readonly site: Site;
  readonly policy: Policy;
  readonly kind: KindReading;
}

export interface PolicyDocument {
  readonly source: SourceText;
  readonly policies: readonly DocumentPolicy[];
  /** Of the file's own syntax; empty for a file without policies. */
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Reads the policies of a file. `statedKind` is what a setting or the workspace file says of the whole file; a kind
 * that the place in the file says (`AssumeRolePolicyDocument`) is closer and wins.
 */
export function* documentSteps(
  source: SourceText,
  statedKind: PolicyKind | undefined,
): Generator<undefined, PolicyDocument> {
  const { sites, problems } = yield* readSource(source);
  const policies: DocumentPolicy[] = [];
  for (const site of sites) {
    const policy = readPolicy(site.root);
    policies.push({ site, policy, kind: readKind(policy, source.path, { place: site.kind, said: statedKind }) });
    yield;
  }
  return { source, policies, problems };
}

/** All at once. */
export function readDocument(source: SourceText, statedKind: PolicyKind | undefined): PolicyDocument {
  return resultOf(documentSteps(source, statedKind));
}

/** The innermost policy that holds the offset. */
export function policyAt(document: PolicyDocument, offset: number): DocumentPolicy | undefined {
  return document.policies.findLast(({ policy }) => spanHolds(policy.span, offset));
}
