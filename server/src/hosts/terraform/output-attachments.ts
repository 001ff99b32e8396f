/** Whom a plan or a state gives its policies to: by their ARNs, or by what the plan refers to where these are not known yet. */
import { append } from "../../domains/append.ts";
import { itemsOf } from "../../syntax/json-tree.ts";
import { memberNamed, type ObjectValue, textOfMember } from "../../syntax/value.ts";
import { type HolderSort, type SortedHolder } from "../holder-sorts.ts";
import { type Referred } from "./output-references.ts";
import { type OutputResource } from "./output-resource.ts";
import { type Attachments, type CollectedAttachments, NOWHERE_ATTACHED, nothingCollected } from "./attachments.ts";

/** By the ARN of a managed policy, or the id of an organization's. */
export function attachmentsIn(
  resources: readonly OutputResource[],
  referred: Referred,
): (policy: OutputResource) => Attachments {
  const found = new Map<string | OutputResource, CollectedAttachments>();
  const named = (resource: OutputResource, argument: string): readonly CollectedAttachments[] => {
    const texts = textsAt(resource.values, argument);
    return (texts.length > 0 ? texts : referred(resource, argument)).map((policy) => {
      const known = found.get(policy) ?? nothingCollected();
      found.set(policy, known);
      return known;
    });
  };
  for (const resource of resources) {
    const { type, values } = resource;
    const own = ownHolders(type, values);
    if (own.length > 0) {
      for (const of of named(resource, "permissions_boundary")) append(of.limited, own);
      for (const of of named(resource, "managed_policy_arns")) append(of.holders, own);
    }
    if (!ATTACHING.test(type)) continue;
    for (const of of named(resource, "policy_arn")) append(of.holders, holdersAt(resource, referred));
    for (const of of named(resource, "policy_id")) append(of.targets, textsAt(values, "target_id"));
  }
  return (policy) => {
    const names = NAMED_BY.get(policy.type) ?? [];
    const keys = [...names.flatMap((name) => textOfMember(policy.values, name) ?? []), policy];
    return keys.flatMap((key) => found.get(key) ?? [])[0] ?? NOWHERE_ATTACHED;
  };
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
function holdersAt(resource: OutputResource, referred: Referred): readonly SortedHolder[] {
  return SORTS.flatMap((sort) =>
    [sort, `${sort}s`].flatMap((argument) => {
      const texts = textsAt(resource.values, argument);
      const behind = texts.length > 0 ? [] : referred(resource, argument);
      const names = [...texts, ...behind.flatMap(({ values }) => textsAt(values, "name"))];
      return names.map((name) => ({ name, sort }));
    }),
  );
}

const SORTS: readonly HolderSort[] = ["role", "user", "group"];

function textsAt(values: ObjectValue, name: string): readonly string[] {
  const value = memberNamed(values, name)?.value;
  const texts = value?.kind === "array" ? Array.from(itemsOf(value)) : value === undefined ? [] : [value];
  return texts.flatMap((one) => (one.kind === "string" && one.text !== "" ? [one.text] : []));
}
