/** Where a workspace speaks of what stands under the cursor: its ARN in policies and elsewhere, and whom a policy has. */
import { type FilePolicies } from "../../workspace/read-file-policies.ts";
import { type WorkspacePolicy } from "../../workspace/workspace.ts";
import { spanContains } from "../../text/span.ts";
import { policyAt, type PolicyDocument } from "../document.ts";
import { namesIn } from "../statement-names.ts";
import { type Workspace } from "../workspace.ts";
import { arnAt } from "./arn-at.ts";
import { type ArnName, arnTextsIn, mayName, readArnName } from "./arn-names.ts";
import { type WrittenPlace } from "./named-places.ts";

export interface ReferenceQuestion {
  readonly document: PolicyDocument;
  readonly offset: number;
  readonly workspace: Workspace;
  /** Also where it is written itself. */
  readonly declarations: "with" | "without";
}

/** More than anybody looks through. */
const MOST_REFERENCES = 2_000;

/** A step for each file. On no ARN, of the policy around the cursor: its own ARN, and those that have it. */
export function* referencesAt(question: ReferenceQuestion): Generator<undefined, readonly WrittenPlace[]> {
  const { document, offset, workspace } = question;
  const { path } = document.source;
  const places = workspace.places();
  const named = arnAt(document, offset)?.arn ?? places.declaredAt(path, offset);
  const own = named === undefined ? ownPolicies(question) : [];
  const arns = named === undefined ? own.flatMap(ownArns) : [named];
  const holders = own.flatMap(holderArns).flatMap((holder) => places.definitionsOf(holder));
  const found = new Map<string, WrittenPlace>();
  const add = (all: Iterable<WrittenPlace>): void => {
    for (const place of all) if (found.size < MOST_REFERENCES) found.set(`${place.span.start} ${place.path}`, place);
  };
  add(holders);
  const declared = arns.flatMap((arn) => places.definitionsOf(arn));
  for (const file of arns.length === 0 ? [] : workspace.files) {
    add(mentionsIn(file, arns));
    yield;
  }
  if (question.declarations === "with") add(declared);
  else for (const { path: at, span } of declared) found.delete(`${span.start} ${at}`);
  return [...found.values()].sort(byPlace);
}

function byPlace(one: WrittenPlace, other: WrittenPlace): number {
  return one.path === other.path ? one.span.start - other.span.start : one.path < other.path ? -1 : 1;
}

function ownPolicies({ document, offset, workspace }: ReferenceQuestion): readonly WorkspacePolicy[] {
  const start = policyAt(document, offset)?.policy.span.start;
  return workspace.policies.policies.filter(
    ({ path, policy }) => path === document.source.path && policy.span.start === start,
  );
}

function ownArns({ arn, binding }: WorkspacePolicy): readonly ArnName[] {
  return [arn, binding.resource].flatMap((text) => (text === undefined ? [] : (readArnName(text) ?? [])));
}

/** A name alone may be a user's or a role's. */
function holderArns({ binding: { attachedTo, declared } }: WorkspacePolicy): readonly ArnName[] {
  const texts = [...attachedTo, ...declared.holders].flatMap((holder) =>
    holder.startsWith("arn:") ? [holder] : ["role", "user", "group"].map((type) => `arn:*:iam::*:${type}/${holder}`),
  );
  return texts.flatMap((text) => readArnName(text) ?? []);
}

function* mentionsIn(file: FilePolicies, arns: readonly ArnName[]): Generator<WrittenPlace> {
  const { path, text, policies } = file;
  const isMeant = (written: ArnName | undefined): boolean =>
    written !== undefined && arns.some((arn) => mayName(written, arn) || mayName(arn, written));
  for (const { policy } of policies) {
    for (const scalar of policy.statements.flatMap(namesIn)) {
      if (scalar.text.startsWith("arn:") && isMeant(readArnName(scalar.text, scalar.holes)))
        yield { path, span: scalar.within(0, scalar.text.length) };
    }
  }
  for (const span of arnTextsIn(text)) {
    const isOutside = (): boolean => !policies.some(({ policy }) => spanContains(policy.span, span));
    if (isMeant(readArnName(text.slice(span.start, span.end))) && isOutside()) yield { path, span };
  }
}
