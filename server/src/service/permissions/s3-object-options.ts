/**
 * What the options of a command of `aws s3api` ask for: of a version, of tags, of ACLs, of a lock. Sources: "Required
 * permissions for Amazon S3 API operations"; "GetObjectAttributes" (Amazon S3 API Reference).
 */
import { type OperationPermissions } from "../../catalog/operation-permissions.ts";
import { type CommandLine } from "./command-line.ts";

/** `found` is what the operation needs without options. */
export function withObjectOptions(
  found: OperationPermissions,
  { options }: Pick<CommandLine, "options">,
): OperationPermissions {
  const ofVersion = /[?&]versionId=/.test(options.get("copy-source") ?? "");
  const needs = found.needs.map((need) => {
    const isRead = need.actions.includes("s3:GetObject");
    const isOfVersion = options.has("version-id") || (ofVersion && isRead && found.needs.length > 1);
    const actions = isOfVersion ? need.actions.map((action) => OF_VERSIONS.get(action) ?? action) : need.actions;
    const more = MORE.flatMap(([option, writes, action]) =>
      option.test([...options.keys()].join(" ")) && actions.some((one) => writes.includes(one)) ? [action] : [],
    );
    return { ...need, actions: [...actions, ...more] };
  });
  return { ...found, needs };
}

const OF_VERSIONS: ReadonlyMap<string, string> = new Map(
  ["GetObject", "GetObjectAcl", "GetObjectAttributes", "GetObjectTagging", "GetObjectTorrent"]
    .concat(["DeleteObject", "DeleteObjectTagging", "PutObjectAcl", "PutObjectTagging"])
    .map((name) => [`s3:${name}`, `s3:${name.replace("Object", "ObjectVersion")}`]),
);

const WRITES = ["s3:PutObject"];
const DELETES = ["s3:DeleteObject", "s3:DeleteObjectVersion"];
const LOCKS = ["s3:PutObjectRetention", ...DELETES];

/** Which options, of which of the actions, ask for which other one. */
const MORE: readonly (readonly [option: RegExp, of: readonly string[], action: string])[] = [
  [/(?:^| )tagging(?: |$)/, WRITES, "s3:PutObjectTagging"],
  [/(?:^| )(?:acl|grant-[\w-]+)(?: |$)/, WRITES, "s3:PutObjectAcl"],
  [/(?:^| )object-lock-(?:mode|retain-until-date)(?: |$)/, WRITES, "s3:PutObjectRetention"],
  [/(?:^| )object-lock-legal-hold-status(?: |$)/, WRITES, "s3:PutObjectLegalHold"],
  [/(?:^| )bypass-governance-retention(?: |$)/, LOCKS, "s3:BypassGovernanceRetention"],
];
