// The packed form of the reference data: every service is six strings that are split when the service is first asked
// for, so that opening the catalog costs one JSON.parse of few, long strings. server/src/catalog/packed-service.ts reads
// what this file writes; test/catalog/round-trip.test.ts proves that nothing is lost between the two.
//
//   0 the service's name
//   1 the action names                         A,B,C
//   2 a line for every action                  levels[~][!] [;key set[;resources[;dependents]]]
//     resources: type[*][.key set][=dependents] joined by ",", dependents joined by "&"; behind "^" the types that it is
//     named after, or documented with, and not listed with; "~" its resource types are not shown to be all, "!" permission only, "?" not known to be, "*" required
//   3 the condition keys                       type letter and key, joined by "|"; a leading ":" stands for the own prefix
//   4 the resource types                       name;arn[;key set[;!]] joined by "|"; "!" no action is listed with it
//   5 the key sets                             key numbers joined by ",", sets joined by "|"; set 0 is empty
//
// Numbers are in base 36. A small type letter means that the key has several values.

export const FORMAT = 5;

const LEVELS = { Read: "R", Write: "W", List: "L", Tagging: "T", "Permissions management": "P" };
const TYPES = { String: "S", ARN: "R", Numeric: "N", Date: "D", Bool: "B", IPAddress: "I", Binary: "X" };

/**
 * Packs a release, with what only the older release still says laid over it.
 * @param {import("./catalog-form.d.mts").Release} release
 * @param {import("./catalog-form.d.mts").Release} older
 * @param {(version: string) => string} dateOf
 * @param {import("./catalog-form.d.mts").Attestations} attested
 */
export function packCatalog(release, older, dateOf, attested = NOTHING_ATTESTED) {
  const overlay = {
    ...overlayOf(older),
    openOf: openActions(attested),
    carriedBy: carriedKeys(attested),
    alsoOn: documentedTypes(attested),
    notOn: excludedTypes(attested),
    nameOf: ({ prefix, name }) => attested.sharedPages.services[prefix]?.name ?? name,
  };
  const packed = release.services.map((service) => [service.prefix, packService(service, overlay)]);
  const total = (rows) => release.services.reduce((sum, service) => sum + rows(service).length, 0);
  const info = {
    source: release.source,
    version: release.version,
    date: dateOf(release.version),
    overlayVersion: older.version,
    overlayDate: dateOf(older.version),
    services: release.services.length,
    actions: total((service) => service.actions),
    resourceTypes: total((service) => service.resourceTypes),
    conditionKeys: total((service) => service.conditionKeys),
  };
  return {
    info,
    core: JSON.stringify({
      format: FORMAT,
      info,
      keyHomes: keyHomes(release),
      retired: retired(release, older),
      granted: joinedLists(attested.granted ?? {}),
      usual: joinedLists(attested.usual ?? {}),
      documented: [...attested.actions, ...attested.keys].map(({ name, page }) => [name, page]),
      services: Object.fromEntries(packed),
    }),
    descriptions: JSON.stringify({
      format: FORMAT,
      version: release.version,
      services: Object.fromEntries(release.services.map((service) => [service.prefix, descriptionLines(service)])),
    }),
  };
}

export const NOTHING_ATTESTED = { sharedPages: { services: {} }, resources: [], actions: [], keys: [] };

function joinedLists(lists) {
  return Object.fromEntries(Object.entries(lists).map(([prefix, names]) => [prefix, names.join(",")]));
}

/** Actions whose list of resource types is known to lack some: listed on another page too, or documented with more. */
function openActions({ sharedPages, resources }) {
  const shared = Object.entries(sharedPages.services).flatMap(([prefix, { actions }]) =>
    actions.map((name) => `${prefix}:${name}`),
  );
  const lacking = resources.filter(({ type }) => type === undefined).map(({ action }) => action);
  const open = new Set([...shared, ...lacking].map((name) => name.toLowerCase()));
  return (name) => open.has(name) || open.has(`${name.slice(0, name.indexOf(":"))}:*`);
}

/** Types of its own service that AWS documents for an action and the reference does not list. */
function documentedTypes({ resources }) {
  return (name) => resources.flatMap(({ action, type }) => (action.toLowerCase() === name && type ? [type] : []));
}

/** Types that an action is named after, where AWS documents another one as what it acts on. */
function excludedTypes({ notOn = [] }) {
  return (name) => notOn.filter(({ action }) => action.toLowerCase() === name).map(({ type }) => type);
}

/** Keys that AWS documents for an action and the reference lists with others only. */
function carriedKeys({ carriedKeys: entries = [] }) {
  return (name) => entries.filter(({ action }) => action.toLowerCase() === name).map(({ key }) => key);
}

/** Dependent actions and whether it is a permission only by "prefix:action" and, for the rows, "prefix:action type". */
function overlayOf(older) {
  const dependents = new Map();
  const permissionOnly = new Map();
  const types = new Map();
  for (const service of older.services) {
    for (const action of service.actions) {
      const name = actionId(service, action);
      if (action.dependentActions.length > 0) dependents.set(name, action.dependentActions);
      permissionOnly.set(name, action.isPermissionOnly === true);
      types.set(
        name,
        action.resourceTypes.map((row) => row.name.toLowerCase()),
      );
      for (const row of action.resourceTypes) {
        if (row.dependentActions.length === 0) continue;
        const place = `${name} ${row.name.toLowerCase()}`;
        dependents.set(place, [...new Set([...(dependents.get(place) ?? []), ...row.dependentActions])]);
      }
    }
  }
  return { dependents, permissionOnly, types, rows: rowsWithDependents(older) };
}

function rowsWithDependents(older) {
  const rows = new Map();
  for (const service of older.services) {
    for (const action of service.actions) {
      const types = action.resourceTypes.filter((row) => row.dependentActions.length > 0).map((row) => row.name);
      if (types.length > 0) rows.set(actionId(service, action), types);
    }
  }
  return rows;
}

function actionId(service, action) {
  return `${service.prefix}:${action.name}`.toLowerCase();
}

function packService(service, overlay) {
  const keys = service.conditionKeys.map((key) => key.key);
  const keySets = setNumbers(keys);
  const typeNumbers = new Map(service.resourceTypes.map((type, index) => [type.key, index]));
  const actions = service.actions.map((action) => packAction(service, action, overlay, keySets.number, typeNumbers));
  const listed = new Set(service.actions.flatMap((action) => action.resourceTypes.map((row) => row.name)));
  const types = service.resourceTypes.map((type) =>
    trimmed([
      ...[safe(type.key), safe(type.arn), keySets.number(type.conditionKeys ?? [])],
      listed.has(type.key) ? "" : "!",
    ]),
  );
  return [
    oneLine(overlay.nameOf(service)),
    service.actions.map((action) => plainName(action.name)).join(","),
    actions.join("|"),
    service.conditionKeys.map((key) => typeLetter(key.type) + shortKey(service.prefix, safe(key.key))).join("|"),
    types.join("|"),
    keySets.sets.join("|"),
  ];
}

/** Number 0 is the empty set and is left out where it stands last. */
function setNumbers(keys) {
  const keyNumbers = new Map(keys.map((key, index) => [key, index]));
  const sets = [""];
  const numbers = new Map([["", 0]]);
  const number = (wanted) => {
    const set = wanted.map((key) => base36(found(keyNumbers, key, "condition key"))).join(",");
    if (!numbers.has(set)) numbers.set(set, sets.push(set) - 1);
    const result = numbers.get(set);
    return result === 0 ? "" : base36(result);
  };
  return { sets, number };
}

function packAction(service, action, overlay, setNumber, typeNumbers) {
  const name = actionId(service, action);
  const levels = action.accessLevel.split(", ").map((level) => {
    if (!Object.hasOwn(LEVELS, level)) throw new Error(`${name} has the unknown access level "${level}"`);
    return LEVELS[level];
  });
  const excluded = overlay.notOn(name);
  const after = typesItIsNamedAfter(action, service).filter((type) => !excluded.includes(type));
  const named = [...after, ...overlay.alsoOn(name)].map((type) => base36(found(typeNumbers, type, "resource type")));
  const known = new Set();
  const rows = action.resourceTypes.map((row) => {
    known.add(row.name.toLowerCase());
    const keySet = setNumber(row.conditionKeys);
    const dependents = overlay.dependents.get(`${name} ${row.name.toLowerCase()}`) ?? row.dependentActions;
    return (
      base36(found(typeNumbers, row.name, "resource type")) +
      (row.required ? "*" : "") +
      (keySet === "" ? "" : `.${keySet}`) +
      (dependents.length === 0 ? "" : `=${dependents.map(dependentName).join("&")}`)
    );
  });
  // What the older release said of a row that is gone is still true of the action.
  const orphaned = (overlay.rows.get(name) ?? [])
    .filter((type) => !known.has(type.toLowerCase()))
    .flatMap((type) => overlay.dependents.get(`${name} ${type.toLowerCase()}`) ?? []);
  const dependents = new Set([...(overlay.dependents.get(name) ?? action.dependentActions), ...orphaned]);
  const permissionOnly =
    action.isPermissionOnly === true || (overlay.permissionOnly.get(name) ?? action.isPermissionOnly);
  // Two releases that agree are a witness; an action that only the newer one has, or that lost a type, has none.
  const isWhole =
    permissionOnly !== undefined &&
    !overlay.openOf(name) &&
    (overlay.types.get(name) ?? []).every((type) => known.has(type));
  return trimmed([
    levels.join("") + (isWhole ? "" : "~") + (permissionOnly === undefined ? "?" : permissionOnly ? "!" : ""),
    setNumber([...action.conditionKeys, ...overlay.carriedBy(name)]),
    rows.join(",") + (named.length === 0 ? "" : `^${named.join(",")}`),
    [...dependents].map(dependentName).join("&"),
  ]);
}

/**
 * The types of resource that the action is named after, where its list lacks them. "Permissions for using cross-Region
 * inference with Amazon Bedrock Guardrails" grants `bedrock:CreateGuardrail` on guardrails, for which the reference lists
 * guardrail profiles only; `s3tables:CreateTable` and `datasync:CreateTask` are of the same kind. Lists are of what holds
 * the things that are listed.
 */
function typesItIsNamedAfter(action, service) {
  const [, verb, noun] = /^([A-Z][a-z]+)(.+)$/.exec(action.name) ?? [];
  if (noun === undefined || verb === "List" || verb === "Search" || action.resourceTypes.length === 0) return [];
  const named = service.resourceTypes.map(({ key }) => key).filter((key) => isOneOf(plainNoun(noun), plainNoun(key)));
  const listed = new Set(action.resourceTypes.map((row) => row.name.toLowerCase()));
  return named.some((key) => listed.has(key.toLowerCase())) ? [] : named;
}

function plainNoun(name) {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function isOneOf(noun, type) {
  return noun === type || noun === `${type}s` || noun === type.replace(/y$/, "ies");
}

/** Condition key prefixes that are listed under another service than the one of that name. */
function keyHomes(release) {
  const homes = {};
  for (const service of release.services) {
    for (const { key } of service.conditionKeys) {
      const prefix = key.slice(0, key.indexOf(":")).toLowerCase();
      if (prefix === service.prefix || prefix === "aws") continue;
      const home = (homes[prefix] ??= []);
      if (!home.includes(service.prefix)) home.push(service.prefix);
    }
  }
  return Object.fromEntries(Object.entries(homes).map(([prefix, services]) => [prefix, services.join(",")]));
}

/** Actions of the older release that the current one lacks, by service. */
function retired(release, older) {
  const current = new Set(release.services.flatMap((service) => service.actions.map((one) => actionId(service, one))));
  const gone = {};
  for (const service of older.services) {
    const actions = service.actions.filter((action) => !current.has(actionId(service, action)));
    if (actions.length > 0) gone[service.prefix] = actions.map((action) => plainName(action.name)).join(",");
  }
  return gone;
}

/** A line for every action, then for every condition key; the two usual openings are a single character. */
function descriptionLines(service) {
  return [...service.actions, ...service.conditionKeys]
    .map((row) => shortDescription(row.description ?? ""))
    .join("\n");
}

function shortDescription(description) {
  const line = oneLine(description);
  if (/^[+~]/.test(line)) throw new Error(`the description "${line}" starts with a sign of the packed form`);
  return line.replace(/^Grants permission to /, "+").replace(/^Filters access by /, "~");
}

/** Descriptions break lines at random; a line break would shift every row after it. */
export function oneLine(text) {
  return text.replace(/\s+/g, " ").trim();
}

function shortKey(prefix, key) {
  return key.startsWith(`${prefix}:`) ? key.slice(prefix.length) : key;
}

function typeLetter(type) {
  const list = /^ArrayOf(.+)$/.exec(type);
  const single = list?.[1] ?? type;
  if (!Object.hasOwn(TYPES, single)) throw new Error(`unknown condition key type "${type}"`);
  return list === null ? TYPES[single] : TYPES[single].toLowerCase();
}

function plainName(name) {
  if (!/^[A-Za-z0-9_-]+$/.test(name)) throw new Error(`the action name "${name}" cannot be packed`);
  return name;
}

function dependentName(name) {
  if (!/^[a-z0-9-]+:[A-Za-z0-9_-]+$/.test(name)) throw new Error(`the dependent action "${name}" cannot be packed`);
  return name;
}

/** A text that holds none of the separators. */
function safe(text) {
  if (/[|;\n]/.test(text)) throw new Error(`"${text}" holds a separator of the packed form`);
  return text;
}

function found(numbers, name, what) {
  const number = numbers.get(name);
  if (number === undefined) throw new Error(`the ${what} "${name}" is used but not listed`);
  return number;
}

function trimmed(fields) {
  return fields.join(";").replace(/;{1,4}$/, "");
}

function base36(number) {
  return number.toString(36);
}
