/**
 * The packed reference data as it comes out of its file, before any service is looked at.
 * `scripts/catalog-form.mjs` writes the form and explains it.
 */
import { type CatalogInfo } from "./catalog.ts";

export interface PackedCore {
  readonly info: CatalogInfo;
  /** Prefix of condition keys → services that list them, joined by commas, where the two differ. */
  readonly keyHomes: ReadonlyMap<string, string>;
  /** Service → the actions of the older release that are gone, joined by commas. */
  readonly retired: ReadonlyMap<string, string>;
  /** Service → the actions that AWS's own policies grant on ARNs of the listed types, joined by commas. */
  readonly granted: ReadonlyMap<string, string>;
  /** Service → the actions that most of AWS's own policies name, most first, joined by commas. */
  readonly usual: ReadonlyMap<string, string>;
  /** Actions and condition keys that AWS documents and the reference lacks, in lower case → the page's title. */
  readonly documented: ReadonlyMap<string, string>;
  readonly services: ReadonlyMap<string, PackedService>;
}

/** Name, action names, action lines, condition keys, resource types, key sets. */
export type PackedService = readonly [string, string, string, string, string, string];

const FORMAT = 5;
const SERVICE_PARTS = 6;

/** Throws an error that says how to get good data if the text is not the packed form. */
export function readPackedCore(text: string): PackedCore {
  const root = parsed(text);
  if (!isRecord(root)) throw unreadable("it is not JSON");
  if (root["format"] !== FORMAT) throw unreadable(`its form is not number ${FORMAT}`);
  const services = entries(root["services"]);
  const info = root["info"];
  if (!isInfo(info) || services === undefined) throw unreadable("parts are missing");
  const packed = new Map<string, PackedService>();
  for (const [prefix, parts] of services) {
    if (!isPackedService(parts)) throw unreadable(`the service ${prefix} is damaged`);
    packed.set(prefix, parts);
  }
  return {
    info,
    keyHomes: texts(root["keyHomes"]),
    retired: texts(root["retired"]),
    granted: texts(root["granted"]),
    usual: texts(root["usual"]),
    documented: pagesOf(root["documented"]),
    services: packed,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(why: string): Error {
  return new Error(`The AWS reference data cannot be read: ${why}. Build it again with "npm run catalog".`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entries(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  return isRecord(value) ? Object.entries(value) : undefined;
}

function texts(value: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, text] of entries(value) ?? []) if (typeof text === "string") found.set(key, text);
  return found;
}

function pagesOf(value: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  for (const row of rows) {
    if (!Array.isArray(row)) continue;
    const [name, page] = row as readonly unknown[];
    if (typeof name === "string" && typeof page === "string") found.set(name.toLowerCase(), page);
  }
  return found;
}

function isPackedService(value: unknown): value is PackedService {
  return Array.isArray(value) && value.length === SERVICE_PARTS && value.every((part) => typeof part === "string");
}

const INFO_TEXTS = ["source", "version", "date", "overlayVersion", "overlayDate"] as const;
const INFO_COUNTS = ["services", "actions", "resourceTypes", "conditionKeys"] as const;

function isInfo(value: unknown): value is CatalogInfo {
  return (
    isRecord(value) &&
    INFO_TEXTS.every((field) => typeof value[field] === "string") &&
    INFO_COUNTS.every((field) => typeof value[field] === "number")
  );
}
