/**
 * One service out of its six strings. Each string is split on first use, each action read when it is asked for, and not
 * kept: there are tens of thousands. Actions with the same resources share one list of them.
 */
import {
  type Action,
  type ActionResource,
  type ActionTraits,
  type ConditionKey,
  type KeyType,
  type ResourceType,
  type Service,
} from "./catalog.ts";
import { type DescriptionOf } from "./descriptions.ts";
import { keyTable } from "./key-table.ts";
import { type PackedService } from "./packed-core.ts";

const LEVELS: ReadonlyMap<string, string> = new Map([
  ["R", "Read"],
  ["W", "Write"],
  ["L", "List"],
  ["T", "Tagging"],
  ["P", "Permissions management"],
]);

const TYPES: ReadonlyMap<string, KeyType> = new Map([
  ["S", "String"],
  ["R", "ARN"],
  ["N", "Numeric"],
  ["D", "Date"],
  ["B", "Bool"],
  ["I", "IPAddress"],
  ["X", "Binary"],
]);

export interface OpenService extends Service {
  /** The action names in lower case, in the order of `actionNames`. */
  readonly lowerActionNames: readonly string[];
  /** Where a name in lower case stands among them. */
  rowOf(lowerName: string): number | undefined;
  /** All of them as one text, joined by commas. */
  lowerNames(): string;
}

export function openService(prefix: string, packed: PackedService, descriptionOf: DescriptionOf): OpenService {
  const [name, names, lines, keys, types, sets] = packed;
  const actionNames = once(() => split(names, ","));
  let lowerText: string | undefined;
  const lowerNames = once(() => split(names.toLowerCase(), ","));
  const rows = once(() => new Map(lowerNames().map((lower, row) => [lower, row])));
  const actionLines = once(() => lines.split("|"));
  const conditionKeys = once(() =>
    split(keys, "|").map((text, index) =>
      readKey(prefix, text, () => descriptionOf(prefix, actionNames().length + index)),
    ),
  );
  const keyFinder = once(() => keyTable(conditionKeys()));
  const keySets = once(() => readKeySets(sets, conditionKeys()));
  const resourceTypes = once(() => split(types, "|").map((text) => readType(text, keySets())));
  const typesByName = once(() => new Map(resourceTypes().map((type) => [type.name.toLowerCase(), type])));
  const readTraitsOf = traitsReader(keySets, resourceTypes);
  const levels = once(() => actionLines().map(levelsOfLine));
  const traits = once(() => actionLines().map((line) => readTraitsOf(traitsText(line))));
  return {
    prefix,
    name,
    get actionNames() {
      return actionNames();
    },
    get actionTraits() {
      return traits();
    },
    get lowerActionNames() {
      return lowerNames();
    },
    rowOf: (lowerName) => rows().get(lowerName),
    lowerNames: () => (lowerText ??= names.toLowerCase()),
    get accessLevels() {
      return levels();
    },
    action(wanted) {
      const row = rows().get(wanted.toLowerCase());
      if (row === undefined) return undefined;
      const line = actionLines()[row] ?? "";
      const traits = readTraitsOf(traitsText(line));
      const name = actionNames()[row] ?? wanted;
      return new DescribedAction(prefix, name, line, traits, () => descriptionOf(prefix, row));
    },
    get resourceTypes() {
      return resourceTypes();
    },
    resourceType: (wanted) => typesByName().get(wanted.toLowerCase()),
    get conditionKeys() {
      return conditionKeys();
    },
    conditionKey: (wanted) => keyFinder().find(wanted),
  };
}

function once<Result extends object>(make: () => Result): () => Result {
  let made: Result | undefined;
  return () => (made ??= make());
}

function split(text: string, separator: string): readonly string[] {
  return text === "" ? NONE : text.split(separator);
}

function levelsOfLine(line: string): readonly string[] {
  const [flags = ""] = line.split(";", 1);
  return Array.from(flags).flatMap((flag) => LEVELS.get(flag) ?? []);
}

/** A class, because proofs and lists ask for thousands of them and read a few fields of each. */
class DescribedAction implements Action {
  readonly service: string;
  readonly name: string;
  readonly permissionOnly: Action["permissionOnly"];
  readonly resources: Action["resources"];
  readonly resourcesAttested: boolean;
  readonly namedAfter: readonly string[];
  readonly conditionKeys: readonly string[];
  private readonly line: string;
  private readonly describe: () => string | undefined;

  constructor(service: string, name: string, line: string, traits: ActionTraits, describe: () => string | undefined) {
    this.service = service;
    this.name = name;
    this.permissionOnly = traits.permissionOnly;
    this.resources = traits.resources;
    this.resourcesAttested = traits.resourcesAttested;
    this.namedAfter = traits.namedAfter;
    this.conditionKeys = traits.conditionKeys;
    this.line = line;
    this.describe = describe;
  }

  get accessLevels(): readonly string[] {
    return levelsOfLine(this.line);
  }

  get dependentActions(): readonly string[] {
    return split(this.line.split(";", 4)[3] ?? "", "&");
  }

  get description(): string | undefined {
    return this.describe();
  }
}

function readKey(prefix: string, text: string, describe: () => string | undefined): ConditionKey {
  const letter = text.charAt(0);
  const key = text.slice(1);
  return {
    name: key.startsWith(":") ? prefix + key : key,
    type: TYPES.get(letter.toUpperCase()) ?? "String",
    multivalued: letter !== letter.toUpperCase(),
    get description() {
      return describe();
    },
  };
}

function readKeySets(text: string, keys: readonly ConditionKey[]): readonly (readonly string[])[] {
  return text.split("|").map((set) => split(set, ",").map((number) => keys[parseInt(number, 36)]?.name ?? ""));
}

function readType(text: string, keySets: readonly (readonly string[])[]): ResourceType {
  const [name = "", arns = "", keySet] = text.split(";");
  const [arn = "", ...others] = arns.split(", ");
  return { name, arn, arns: [arn, ...others], conditionKeys: setAt(keySets, keySet) };
}

/** What is left of an action's line without its access levels and the actions that depend on it. */
function traitsText(line: string): string {
  let start = 0;
  while (LEVELS.has(line.charAt(start))) start++;
  const ofKeys = line.indexOf(";", start);
  const ofResources = ofKeys < 0 ? -1 : line.indexOf(";", ofKeys + 1);
  const end = ofResources < 0 ? -1 : line.indexOf(";", ofResources + 1);
  return line.slice(start, end < 0 ? undefined : end);
}

/** Equal traits are one object, and equal lists of resources: there are a few hundred of them at the most. */
function traitsReader(
  keySets: () => readonly (readonly string[])[],
  types: () => readonly ResourceType[],
): (text: string) => ActionTraits {
  const lists = new Map<string, readonly ActionResource[]>();
  const resourcesOf = (text: string): readonly ActionResource[] => {
    const list = lists.get(text) ?? split(text, ",").map((one) => readResource(one, keySets(), types()));
    lists.set(text, list);
    return list;
  };
  const known = new Map<string, ActionTraits>();
  const read = (text: string): ActionTraits => {
    const [flags = "", keySet, rows = ""] = text.split(";");
    const [resources = "", named = ""] = rows.split("^");
    return {
      resourcesAttested: !flags.includes("~"),
      namedAfter: split(named, ",").map((number) => types()[parseInt(number, 36)]?.name ?? ""),
      permissionOnly: flags.endsWith("?") ? undefined : flags.endsWith("!"),
      resources: resourcesOf(resources),
      conditionKeys: setAt(keySets(), keySet),
    };
  };
  return (text) => {
    const traits = known.get(text) ?? read(text);
    known.set(text, traits);
    return traits;
  };
}

function readResource(
  text: string,
  keySets: readonly (readonly string[])[],
  types: readonly ResourceType[],
): ActionResource {
  const [row = "", dependents = ""] = text.split("=");
  const [head = "", keySet] = row.split(".");
  const required = head.endsWith("*");
  return {
    type: types[parseInt(head, 36)]?.name ?? "",
    required,
    conditionKeys: setAt(keySets, keySet),
    dependentActions: split(dependents, "&"),
  };
}

/** The same list for the same number. */
function setAt(keySets: readonly (readonly string[])[], number: string | undefined): readonly string[] {
  return number === undefined || number === "" ? NONE : (keySets[parseInt(number, 36)] ?? NONE);
}

const NONE: readonly string[] = [];
