/** Writes into the workspace file what a policy is attached to, for somebody who knows it. */
import { type PolicySlot } from "../policy/slots.ts";
import { newObject, type NewValue } from "../syntax/change.ts";
import { readJson } from "../syntax/json.ts";
import { printNewDocument } from "../syntax/json-print.ts";
import { jsonWriter } from "../syntax/json-writer.ts";
import { memberNamed, WITHOUT_HOLES } from "../syntax/value.ts";
import { type Edit } from "../text/edit.ts";
import { type ConfigSource, WORKSPACE_FILE } from "./config.ts";
import { isSameGroup } from "./group-members.ts";
import { nearestSource, pathFrom } from "./nearest-config.ts";
import { ownerOfResource } from "./resource-names.ts";
import { type StatedBinding, type WorkspacePolicies } from "./workspace.ts";

export interface Attachment {
  readonly file: string;
  readonly slot: PolicySlot;
  /** The kind, where nothing but this says it. */
  readonly kind: Exclude<PolicySlot, "resource" | "identity"> | undefined;
  /** The ARN or the name of a user or role, the ARN of a session or resource, an account, or the id of a VPC endpoint. */
  readonly holder: string;
  /** The policy's own ARN: what is stated is this, and not what the policy is attached to. */
  readonly arn?: string;
}

export interface AttachmentEdits {
  /** The workspace file to be edited, or to be made. */
  readonly file: string;
  /** As it is now; undefined if there is none. */
  readonly text: string | undefined;
  readonly edits: readonly Edit[];
}

/**
 * Undefined where the workspace file could not say it of this one policy: another policy is in the same file, something
 * is stated already, or the workspace file cannot be read.
 */
export function stateAttachment(workspace: WorkspacePolicies, one: Attachment): AttachmentEdits | undefined {
  const inFile = workspace.policies.filter(({ path }) => path === one.file);
  const [policy] = inFile;
  if (policy === undefined || inFile.length > 1) return undefined;
  if (one.arn === undefined ? isStated(policy.binding) : policy.arn !== undefined) return undefined;
  // A name with signs of a pattern would stand for other files.
  if (/[*?{}\\]/.test(one.file)) return undefined;
  const source = nearestSource(workspace.config.sources, one.file);
  const entry = entryOf(one, source);
  if (source === undefined) return newFile("policies", [newObject(entry)]);
  const edits = editsOf(source.text, entry);
  return edits === undefined ? undefined : { file: source.path, text: source.text, edits };
}

export interface Membership {
  /** Of a policy that the group has. */
  readonly file: string;
  readonly group: string;
  readonly user: string;
}

/** Undefined where the workspace file cannot be read. */
export function stateMember(
  { config }: WorkspacePolicies,
  { file, group, user }: Membership,
): AttachmentEdits | undefined {
  const source = nearestSource(config.sources, file);
  if (source === undefined) return newFile("groups", newObject({ [group]: [user] }));
  const edits = memberEdits(source.text, group, user);
  return edits === undefined ? undefined : { file: source.path, text: source.text, edits };
}

function memberEdits(text: string, group: string, user: string): readonly Edit[] | undefined {
  const { root, problems } = readJson(text.replace(/^\uFEFF/, " "), WITHOUT_HOLES);
  if (root?.kind !== "object" || problems.length > 0) return undefined;
  const writer = jsonWriter(text, root);
  const groups = memberNamed(root, "groups");
  if (groups === undefined) {
    const value = newObject({ [group]: [user] });
    return writer.edits([{ change: "add-member", to: root, after: root.members.at(-1), key: "groups", value }]);
  }
  if (groups.value?.kind !== "object") return undefined;
  const members = groups.value.members.find(({ key }) => isSameGroup(key, group));
  if (members === undefined) {
    const after = groups.value.members.at(-1);
    return writer.edits([{ change: "add-member", to: groups.value, after, key: group, value: [user] }]);
  }
  const list = members.value;
  if (list?.kind !== "array") return undefined;
  return writer.edits([{ change: "add-item", to: list, after: list.items.at(-1), value: user }]);
}

function isStated({ attachedTo, resource, targets, endpoint }: StatedBinding): boolean {
  return attachedTo.length > 0 || targets.length > 0 || resource !== undefined || endpoint !== undefined;
}

type Entry = Readonly<Record<string, string | readonly string[]>>;

function entryOf({ file, slot, kind, holder, arn }: Attachment, source: ConfigSource | undefined): Entry {
  const files = pathFrom(source ?? { path: WORKSPACE_FILE }, file);
  return { files, ...(kind === undefined ? {} : { kind }), ...(arn === undefined ? bindingOf(slot, holder) : { arn }) };
}

function bindingOf(slot: PolicySlot, holder: string): Entry {
  switch (slot) {
    case "identity":
    case "boundary":
    case "session":
      return { attachedTo: [holder] };
    case "resource":
      return { resource: ownerOfResource(holder) };
    case "scp":
    case "rcp":
      return { targets: [holder] };
    case "vpc-endpoint":
      return { endpoint: holder };
  }
}

function newFile(key: string, value: NewValue): AttachmentEdits {
  const newText = `${printNewDocument(newObject({ [key]: value }))}\n`;
  return { file: WORKSPACE_FILE, text: undefined, edits: [{ span: { start: 0, end: 0 }, newText }] };
}

/** Behind the entries that there are: what a later entry says counts. */
function editsOf(text: string, entry: Entry): readonly Edit[] | undefined {
  const { root, problems } = readJson(text.replace(/^\uFEFF/, " "), WITHOUT_HOLES);
  if (root?.kind !== "object" || problems.length > 0) return undefined;
  const policies = memberNamed(root, "policies");
  const value = newObject(entry);
  const writer = jsonWriter(text, root);
  if (policies === undefined) {
    const after = root.members.at(-1);
    return writer.edits([{ change: "add-member", to: root, after, key: "policies", value: [value] }]);
  }
  const list = policies.value;
  if (list?.kind !== "array") return undefined;
  return writer.edits([{ change: "add-item", to: list, after: list.items.at(-1), value }]);
}
