/**
 * The high-level commands of the AWS CLI for Amazon S3: what each does with its source and its target. Sources: "cp", "mv",
 * "rm", "sync", "ls", "mb", "rb", "website" and "presign" (AWS CLI Command Reference); "Required permissions for Amazon S3 API
 * operations".
 */
import { type NeededAccess, type OperationPermissions } from "../../catalog/operation-permissions.ts";
import { type CommandLine } from "./command-line.ts";

/** `line` from `aws s3` on; undefined for what is none of these commands. */
export function permissionsOfS3Command(
  [command = "", ...paths]: readonly string[],
  options: CommandLine["options"],
): OperationPermissions | undefined {
  const [source, target] = paths.map(placeOf);
  const page = `${command} (AWS CLI Command Reference); Required permissions for Amazon S3 API operations`;
  switch (command) {
    case "cp":
    case "mv":
    case "sync":
      return { page, needs: copyNeeds(command, [source, target], options) };
    case "rm":
      return { page, needs: removeNeeds(source ?? ANY, options.has("recursive")) };
    case "ls":
      return {
        page,
        needs: [
          source === undefined
            ? { actions: ["s3:ListAllMyBuckets"], resource: "*" }
            : { actions: ["s3:ListBucket"], resource: bucketOf(source) },
        ],
      };
    case "mb":
      return { page, needs: [{ actions: ["s3:CreateBucket"], resource: bucketOf(source ?? ANY) }] };
    case "rb":
      return {
        page,
        needs: [
          ...(options.has("force") ? removeNeeds(source ?? ANY, true) : []),
          { actions: ["s3:DeleteBucket"], resource: bucketOf(source ?? ANY) },
        ],
      };
    case "website":
      return { page, needs: [{ actions: ["s3:PutBucketWebsite"], resource: bucketOf(source ?? ANY) }] };
    case "presign":
      return { page, needs: [{ actions: ["s3:GetObject"], resource: objectOf(source ?? ANY, "one") }] };
    default:
      return undefined;
  }
}

interface S3Place {
  readonly bucket: string;
  readonly key: string;
}

const ANY: S3Place = { bucket: "<bucket>", key: "" };

/** Undefined for a path of this machine; a variable of a shell may be either. An access point's ARN is left to be filled in. */
function placeOf(path: string): S3Place | undefined {
  if (/^[$`]/.test(path)) return ANY;
  if (!path.startsWith("s3://")) return undefined;
  const rest = path.slice("s3://".length);
  if (rest.startsWith("arn:")) return ANY;
  const slash = rest.indexOf("/");
  const bucket = slash < 0 ? rest : rest.slice(0, slash);
  return { bucket: isPlain(bucket) ? bucket : "<bucket>", key: slash < 0 ? "" : rest.slice(slash + 1) };
}

/** No variable of a shell, no ARN. */
function isPlain(text: string): boolean {
  return /^[a-z0-9][a-z0-9.-]*$/.test(text);
}

function bucketOf({ bucket }: S3Place): string {
  return `arn:aws:s3:::${bucket}`;
}

/** Below a key, or the object of that key. What a shell fills in is any. */
function objectOf({ bucket, key }: S3Place, extent: "one" | "all"): string {
  const known = /^[^$`<>]*$/.test(key) ? key : "";
  const isFolder = extent === "all" || known === "" || known.endsWith("/");
  return `arn:aws:s3:::${bucket}/${isFolder ? `${known === "" || known.endsWith("/") ? known : `${known}/`}*` : known}`;
}

function copyNeeds(
  command: "cp" | "mv" | "sync",
  [source, target]: readonly (S3Place | undefined)[],
  options: CommandLine["options"],
): readonly NeededAccess[] {
  // Without paths it is not known which way: both, for buckets to be named.
  const isOpen = source === undefined && target === undefined;
  const from = isOpen ? { ...ANY, bucket: "<source-bucket>" } : source;
  const to = isOpen ? { ...ANY, bucket: "<destination-bucket>" } : target;
  const extent = command === "sync" || options.has("recursive") ? "all" : "one";
  const needs: NeededAccess[] = [];
  const listed = command === "sync" ? [from, to] : extent === "all" ? [from] : [];
  for (const place of listed) {
    if (place !== undefined) needs.push({ actions: ["s3:ListBucket"], resource: bucketOf(place) });
  }
  if (from !== undefined) {
    needs.push({
      actions: ["s3:GetObject", ...(command === "mv" ? ["s3:DeleteObject"] : [])],
      resource: objectOf(from, extent),
    });
  }
  if (to !== undefined) {
    const more = [
      ...(options.has("acl") || options.has("grants") ? ["s3:PutObjectAcl"] : []),
      ...(command === "sync" && options.has("delete") ? ["s3:DeleteObject"] : []),
    ];
    needs.push({ actions: ["s3:PutObject", ...more], resource: objectOf(to, extent) });
  }
  return needs;
}

function removeNeeds(place: S3Place, isRecursive: boolean): readonly NeededAccess[] {
  const removed: NeededAccess = {
    actions: ["s3:DeleteObject"],
    resource: objectOf(place, isRecursive ? "all" : "one"),
  };
  return isRecursive ? [{ actions: ["s3:ListBucket"], resource: bucketOf(place) }, removed] : [removed];
}
