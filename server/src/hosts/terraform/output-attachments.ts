/** Whom a plan or a state gives its policies to: by their ARNs, for references are resolved there. */
import { itemsOf } from "../../syntax/json-tree.ts";
import { memberNamed, type ObjectValue, textOfMember } from "../../syntax/value.ts";
import { type HolderSort, type SortedHolder } from "../holder-sorts.ts";
import { type Attachments, type CollectedAttachments, NOWHERE_ATTACHED, nothingCollected } from "./attachments.ts";

/** A resource of a plan or a state, with the values of one of its instances. */
export interface OutputResource {
  readonly type: string;
  readonly values: ObjectValue;
}

/** By the ARN of a managed policy, or the id of an organization's. */
export function attachmentsIn(resources: readonly OutputResource[]): (policy: OutputResource) => Attachments {
  const found = new Map<string, CollectedAttachments>();
  const of = (policy: string): CollectedAttachments => {
    const known = found.get(policy) ?? nothingCollected();
    found.set(policy, known);
    return known;
  };
  for (const { type, values } of resources) {
    const own = ownHolders(type, values);
    for (const policy of textsAt(values, "permissions_boundary")) of(policy).limited.push(...own);
    for (const policy of textsAt(values, "managed_policy_arns")) of(policy).holders.push(...own);
    if (!ATTACHING.test(type)) continue;
    for (const policy of textsAt(values, "policy_arn")) of(policy).holders.push(...holdersAt(values));
    for (const policy of textsAt(values, "policy_id")) of(policy).targets.push(...textsAt(values, "target_id"));
  }
  return ({ type, values }) =>
    NAMED_BY.get(type)?.flatMap((name) => found.get(textOfMember(values, name) ?? "") ?? [])[0] ?? NOWHERE_ATTACHED;
}

/** What attachments name a policy by. */
const NAMED_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_iam_policy", ["arn"]],
  ["aws_organizations_policy", ["id"]],
]);

const ATTACHING = /^aws_(?:iam_(?:role_|user_|group_)?policy_attachment|organizations_policy_attachment)$/;

function ownHolders(type: string, values: ObjectValue): readonly SortedHolder[] {
  const sort = type === "aws_iam_role" ? "role" : type === "aws_iam_user" ? "user" : undefined;
  return sort === undefined ? [] : textsAt(values, "name").map((name) => ({ name, sort }));
}

/** One under `role`, several under `roles`. */
function holdersAt(values: ObjectValue): readonly SortedHolder[] {
  return SORTS.flatMap((sort) =>
    [...textsAt(values, sort), ...textsAt(values, `${sort}s`)].map((name) => ({ name, sort })),
  );
}

const SORTS: readonly HolderSort[] = ["role", "user", "group"];

function textsAt(values: ObjectValue, name: string): readonly string[] {
  const value = memberNamed(values, name)?.value;
  const texts = value?.kind === "array" ? Array.from(itemsOf(value)) : value === undefined ? [] : [value];
  return texts.flatMap((one) => (one.kind === "string" && one.text !== "" ? [one.text] : []));
}
