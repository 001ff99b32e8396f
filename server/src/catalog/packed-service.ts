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
import { type KeyTable, keyTable } from "./key-table.ts";
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
  return new ReferenceService(prefix, packed, (row) => descriptionOf(prefix, row));
}

/** A class, because there are hundreds of services, and closures for each of their parts would take megabytes. */
class ReferenceService implements OpenService {
  readonly prefix: string;
  readonly name: string;
  readonly #packed: PackedService;
  readonly #describe: (row: number) => string | undefined;
  #actionNames: readonly string[] | undefined;
  #lowerText: string | undefined;
  #lowerActionNames: readonly string[] | undefined;
  #rows: ReadonlyMap<string, number> | undefined;
  #lines: readonly string[] | undefined;
  #conditionKeys: readonly ConditionKey[] | undefined;
  #keyTable: KeyTable<ConditionKey> | undefined;
  #keySets: KeySets | undefined;
  #resourceTypes: readonly ResourceType[] | undefined;
  #typesByName: ReadonlyMap<string, ResourceType> | undefined;
  #readTraits: ((text: string) => ActionTraits) | undefined;
  #levels: readonly (readonly string[])[] | undefined;
  #traits: readonly ActionTraits[] | undefined;

  constructor(prefix: string, packed: PackedService, describe: (row: number) => string | undefined) {
    this.prefix = prefix;
    this.name = packed[0];
    this.#packed = packed;
    this.#describe = describe;
  }

  get actionNames(): readonly string[] {
    return (this.#actionNames ??= split(this.#packed[1], ","));
  }

  get actionTraits(): readonly ActionTraits[] {
    return (this.#traits ??= this.#actionLines().map((line) => this.#traitsOf(line)));
  }

  get lowerActionNames(): readonly string[] {
    return (this.#lowerActionNames ??= split(this.lowerNames(), ","));
  }

  rowOf(lowerName: string): number | undefined {
    this.#rows ??= new Map(this.lowerActionNames.map((lower, row) => [lower, row]));
    return this.#rows.get(lowerName);
  }

  lowerNames(): string {
    return (this.#lowerText ??= this.#packed[1].toLowerCase());
  }

  get accessLevels(): readonly (readonly string[])[] {
    return (this.#levels ??= this.#actionLines().map(levelsOfLine));
  }

  action(wanted: string): Action | undefined {
    const row = this.rowOf(wanted.toLowerCase());
    if (row === undefined) return undefined;
    const line = this.#actionLines()[row] ?? "";
    const named = { service: this.prefix, name: this.actionNames[row] ?? wanted };
    return new DescribedAction(named, line, this.#traitsOf(line), () => this.#describe(row));
  }

  get resourceTypes(): readonly ResourceType[] {
    return (this.#resourceTypes ??= split(this.#packed[4], "|").map((text) => readType(text, this.#setsOfKeys())));
  }

  resourceType(wanted: string): ResourceType | undefined {
    this.#typesByName ??= new Map(this.resourceTypes.map((type) => [type.name.toLowerCase(), type]));
    return this.#typesByName.get(wanted.toLowerCase());
  }

  get conditionKeys(): readonly ConditionKey[] {
    // The descriptions of a service's actions come first.
    const describe = (index: number): string | undefined => this.#describe(this.actionNames.length + index);
    this.#conditionKeys ??= split(this.#packed[3], "|").map(
      (text, index) => new ListedKey(this.prefix, text, index, describe),
    );
    return this.#conditionKeys;
  }

  conditionKey(wanted: string): ConditionKey | undefined {
    return (this.#keyTable ??= keyTable(this.conditionKeys)).find(wanted);
  }

  #actionLines(): readonly string[] {
    return (this.#lines ??= this.#packed[2].split("|"));
  }

  #setsOfKeys(): KeySets {
    return (this.#keySets ??= readKeySets(this.#packed[5], this.conditionKeys));
  }

  #traitsOf(line: string): ActionTraits {
    this.#readTraits ??= traitsReader(this.#setsOfKeys(), this.resourceTypes);
    return this.#readTraits(traitsText(line));
  }
}

/** The set with the number; none has more than the service has keys. */
type KeySets = (number: number) => readonly string[];

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

  constructor(
    { service, name }: Pick<Action, "service" | "name">,
    line: string,
    traits: ActionTraits,
    describe: () => string | undefined,
  ) {
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

class ListedKey implements ConditionKey {
  readonly name: string;
  readonly type: KeyType;
  readonly multivalued: boolean;
  readonly #index: number;
  readonly #describe: (index: number) => string | undefined;

  constructor(prefix: string, text: string, index: number, describe: (index: number) => string | undefined) {
    const letter = text.charAt(0);
    const key = text.slice(1);
    this.name = key.startsWith(":") ? prefix + key : key;
    this.type = TYPES.get(letter.toUpperCase()) ?? "String";
    this.multivalued = letter !== letter.toUpperCase();
    this.#index = index;
    this.#describe = describe;
  }

  get description(): string | undefined {
    return this.#describe(this.#index);
  }
}

/** Each is read when it is asked for: most policies ask for a few of a hundred. */
function readKeySets(text: string, keys: readonly ConditionKey[]): KeySets {
  const texts = text.split("|");
  const read: (readonly string[] | undefined)[] = [];
  return (number) =>
    (read[number] ??= split(texts[number] ?? "", ",").map((index) => keys[parseInt(index, 36)]?.name ?? ""));
}

function readType(text: string, keySets: KeySets): ResourceType {
  const [name = "", arns = "", keySet, mark] = text.split(";");
  const [arn = "", ...others] = arns.split(", ");
  return { name, arn, arns: [arn, ...others], conditionKeys: setAt(keySets, keySet), isListed: mark !== "!" };
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
function traitsReader(keySets: KeySets, types: readonly ResourceType[]): (text: string) => ActionTraits {
  const lists = new Map<string, readonly ActionResource[]>();
  const resourcesOf = (text: string): readonly ActionResource[] => {
    const list = lists.get(text) ?? split(text, ",").map((one) => readResource(one, keySets, types));
    lists.set(text, list);
    return list;
  };
  const known = new Map<string, ActionTraits>();
  const read = (text: string): ActionTraits => {
    const [flags = "", keySet, rows = ""] = text.split(";");
    const [resources = "", named = ""] = rows.split("^");
    return {
      resourcesAttested: !flags.includes("~"),
      namedAfter: split(named, ",").map((number) => types[parseInt(number, 36)]?.name ?? ""),
      permissionOnly: flags.endsWith("?") ? undefined : flags.endsWith("!"),
      resources: resourcesOf(resources),
      conditionKeys: setAt(keySets, keySet),
    };
  };
  return (text) => {
    const traits = known.get(text) ?? read(text);
    known.set(text, traits);
    return traits;
  };
}

function readResource(text: string, keySets: KeySets, types: readonly ResourceType[]): ActionResource {
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
function setAt(keySets: KeySets, number: string | undefined): readonly string[] {
  return number === undefined || number === "" ? NONE : keySets(parseInt(number, 36));
}

const NONE: readonly string[] = [];
