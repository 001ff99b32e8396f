/**
 * Reads a refusal by Lake Formation, which asks for a permission of its own beside IAM's.
 * Source: AWS Lake Formation Developer Guide, "Lake Formation permissions reference".
 */

export interface LakeFormationCause {
  readonly cause: "lake-formation";
  /** As `aws lakeformation grant-permissions` takes it; null where the text does not name it. */
  readonly permission: LakeFormationPermission | null;
  /** What the permission is asked on. */
  readonly target: LakeFormationTarget | null;
}

export type LakeFormationTarget =
  | { readonly target: "catalog" }
  | { readonly target: "database"; readonly database: string }
  | { readonly target: "table"; readonly database: string | null; readonly table: string }
  | { readonly target: "location"; readonly location: string }
  /** A database or a table: the text does not say which. */
  | { readonly target: "named"; readonly named: string };

export const LAKE_FORMATION_PERMISSIONS = [
  "ALL",
  "ALTER",
  "ASSOCIATE",
  "CREATE_CATALOG",
  "CREATE_DATABASE",
  "CREATE_LF_TAG",
  "CREATE_TABLE",
  "DATA_LOCATION_ACCESS",
  "DELETE",
  "DESCRIBE",
  "DROP",
  "INSERT",
  "SELECT",
] as const;
export type LakeFormationPermission = (typeof LAKE_FORMATION_PERMISSIONS)[number];

/** Null if the text is none of Lake Formation's. `text` begins before the refusal and may go on behind it. */
export function readLakeFormation(text: string): LakeFormationCause | null {
  const refusal = INSUFFICIENT.exec(text);
  if (refusal === null) return UNNAMED.test(text) ? { cause: "lake-formation", permission: null, target: null } : null;
  const rest = text
    .slice(refusal.index + refusal[0].length, refusal.index + refusal[0].length + LONGEST)
    .replace(/\s+/g, " ");
  const required =
    /^[ :]{0,4}(?:Required|required) ([A-Za-z_]{2,20}(?: [A-Za-z_]{2,20}){0,2}?)(?= on\b|[^A-Za-z_ ]|$)/.exec(rest);
  const permission = required?.[1] === undefined ? null : permissionOf(required[1]);
  return { cause: "lake-formation", permission, target: targetOf(rest, permission) };
}

const INSUFFICIENT = /Insufficient\s+Lake\s+Formation\s+permission(?:\(s\)|s)?/i;
/** What Lake Formation's own API answers to who may not grant. */
const UNNAMED = /requester\s+is\s+not\s+authorized\s+to\s+access\s+requested\s+permissions/i;
const LONGEST = 400;

function permissionOf(words: string): LakeFormationPermission | null {
  const name = words.trim().toUpperCase().replace(/ /g, "_");
  if (name === "CREATE_TAG") return "CREATE_LF_TAG";
  return LAKE_FORMATION_PERMISSIONS.find((one) => one === name) ?? null;
}

/** `on Catalog`, `on orders (Database name: sales, Table Name: orders)`, `on s3://lake/raw`. */
function targetOf(rest: string, permission: LakeFormationPermission | null): LakeFormationTarget | null {
  const database = /\bDatabase [Nn]ame: ?["']?([^\s,;)("']{1,255})/.exec(rest)?.[1];
  const table = /\bTable [Nn]ame: ?["']?([^\s,;)("']{1,255})/.exec(rest)?.[1];
  if (table !== undefined) return { target: "table", database: database ?? null, table };
  if (database !== undefined) return { target: "database", database };
  const on = /^[^.;]{0,80}?\bon (?:["'])?([^\s,;)("']{1,600})/.exec(rest)?.[1]?.replace(/[.:]$/, "");
  if (on === undefined) return null;
  if (/^(?:data)?catalog$/i.test(on)) return { target: "catalog" };
  if (/^s3a?:\/\/|^arn:[^:]*:s3:/.test(on)) return { target: "location", location: on };
  const dotted = /^([^./]+)\.([^./]+)$/.exec(on);
  if (dotted?.[1] !== undefined && dotted[2] !== undefined)
    return { target: "table", database: dotted[1], table: dotted[2] };
  switch (permission) {
    case "CREATE_TABLE":
      return { target: "database", database: on };
    case "SELECT":
    case "INSERT":
    case "DELETE":
      return { target: "table", database: null, table: on };
    default:
      return { target: "named", named: on };
  }
}
