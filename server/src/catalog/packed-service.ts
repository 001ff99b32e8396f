/**
 * One service out of its six strings. Each string is split on first use, each action read when it is asked for, and not
 * kept: there are tens of thousands. Actions with the same resources share one list of them.
 */
import {
  type Action,
  type ActionResource,
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
}

export function openService(prefix: string, packed: PackedService, descriptionOf: DescriptionOf): OpenService {
  const [name, names, lines, keys, types, sets] = packed;
  const actionNames = once(() => split(names, ","));
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
  const resourceLists = new Map<string, readonly ActionResource[]>();
  const resourcesOf = (text: string): readonly ActionResource[] => {
    const list =
      resourceLists.get(text) ?? split(text, ",").map((one) => readResource(one, keySets(), resourceTypes()));
    resourceLists.set(text, list);
    return list;
  };
  return {
    prefix,
    name,
    get actionNames() {
      return actionNames();
    },
    get lowerActionNames() {
      return lowerNames();
    },
    action(wanted) {
      const row = rows().get(wanted.toLowerCase());
      if (row === undefined) return undefined;
      const line = readLine(actionLines()[row] ?? "", keySets(), resourcesOf);
      return describedAction({ service: prefix, name: actionNames()[row] ?? wanted, ...line }, () =>
        descriptionOf(prefix, row),
      );
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

function describedAction(action: Omit<Action, "description">, describe: () => string | undefined): Action {
  return {
    ...action,
    get description() {
      return describe();
    },
  };
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

function readLine(
  line: string,
  keySets: readonly (readonly string[])[],
  resourcesOf: (text: string) => readonly ActionResource[],
): Omit<Action, "service" | "name" | "description"> {
  const [flags = "", keySet, resources = "", dependents = ""] = line.split(";");
  return {
    accessLevels: Array.from(flags).flatMap((flag) => LEVELS.get(flag) ?? []),
    resourcesAttested: !flags.includes("~"),
    permissionOnly: flags.endsWith("?") ? undefined : flags.endsWith("!"),
    resources: resourcesOf(resources),
    conditionKeys: setAt(keySets, keySet),
    dependentActions: split(dependents, "&"),
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
