/** A name that is no action's, but that of an API operation or of a command. */
import { type Catalog } from "./catalog.ts";
import { hasWildcard } from "./match-name.ts";
import { actionOfOperation } from "./operation-actions.ts";
import {
  type OperationPermissions,
  permissionsOfCommand,
  permissionsOfImage,
  permissionsOfOperation,
} from "./operation-permissions.ts";

/**
 * The actions that authorize the operation of that name, as `s3:GetObject`, each listed in the reference; none for other
 * names. `written` has no service in front.
 */
export function permissionsNamed(prefix: string, written: string, catalog: Catalog): readonly string[] {
  if (hasWildcard(written)) return [];
  const one = actionOfOperation(catalog, prefix, written);
  const all =
    one === null
      ? permissionsOfOperation(prefix, written.toLowerCase())?.needs.flatMap(({ actions }) => actions)
      : [one];
  const areListed = all?.every((of) => catalog.actionsMatching(of, 0).count > 0) ?? false;
  return areListed ? (all ?? []) : [];
}

/**
 * The actions that a command of the AWS CLI or of Docker with that name needs, each listed in the reference; none for other
 * names. `written` as people make an action of a command: `GetLoginPassword`, `get-login-password`, `Push`.
 */
export function permissionsOfNamedCommand(prefix: string, written: string, catalog: Catalog): readonly string[] {
  if (hasWildcard(written)) return [];
  const command = written.replace(/([a-z])(?=[A-Z])/g, "$1-").toLowerCase();
  const needs = (permissionsOfCommand(prefix, command) ?? ofImage(prefix, command))?.needs ?? [];
  const ofS3 = prefix === "s3" ? (S3_COMMANDS.get(command) ?? []) : [];
  const all = [...new Set([...needs.flatMap(({ actions }) => actions), ...ofS3])];
  return all.every((of) => catalog.actionsMatching(of, 0).count > 0) ? all : [];
}

function ofImage(prefix: string, command: string): OperationPermissions | undefined {
  const [, verb] = /^(push|pull)(?:-image)?$/.exec(command) ?? [];
  return prefix !== "ecr" || verb === undefined ? undefined : permissionsOfImage(verb === "push" ? "push" : "pull");
}

/** Whatever their source and target are. Source: "Required permissions for Amazon S3 API operations". */
const S3_COMMANDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["ls", ["s3:ListBucket"]],
  ["cp", ["s3:GetObject", "s3:PutObject"]],
  ["sync", ["s3:ListBucket", "s3:GetObject", "s3:PutObject"]],
  ["mv", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]],
  ["rm", ["s3:DeleteObject"]],
  ["mb", ["s3:CreateBucket"]],
  ["rb", ["s3:DeleteBucket"]],
]);
