/** A condition key in words: its type, whether a request has several values for it, and when a request carries it. */
import { type Catalog, type ConditionKey, type GlobalKey } from "../catalog/catalog.ts";
import { describedOn, notInReference, referenceDate } from "./reference.ts";
import {
  counted,
  countOf,
  item,
  listed,
  name,
  type Passage,
  type Phrase,
  say,
  sentences,
  stopped,
  strong,
  text,
  title,
} from "./phrase.ts";
import { formsOfClaim } from "./token-subject.ts";

/** Which of the actions at hand can carry a key, as the service reference lists it. */
export type Carriers =
  | { readonly of: "statement"; readonly carrying: readonly string[]; readonly lacking: readonly string[] }
  | { readonly of: "service"; readonly prefix: string; readonly carrying: readonly string[]; readonly total: number };

/** `written` is the key as the policy spells it; undefined if nothing can be said of it. */
export function describeKey(written: string, catalog: Catalog, carriers: Carriers | undefined): Passage {
  const globalKey = catalog.globalKey(written);
  const key = globalKey ?? catalog.conditionKey(written);
  if (key === undefined) return describeUnknownKey(written, catalog);
  return [
    title(say`${name(written)}`),
    ...(key.description === undefined || key.description === "" ? [] : [text(say`${stopped(key.description)}`)]),
    item(typeSentence(key, globalKey !== undefined)),
    ...formLines(written),
    ...(globalKey === undefined ? [] : [item(presenceSentence(globalKey))]),
    ...(key.multivalued ? [item(SEVERAL_VALUES)] : []),
    ...(globalKey?.sensitive === true ? [item(say`A wildcard in its value serves no purpose.`)] : []),
    ...(globalKey === undefined || globalKey.caution === ""
      ? []
      : [item(say`${strong("Caution:")} ${globalKey.caution}`)]),
    ...(carriers === undefined ? [] : [item(carriersSentence(carriers))]),
    ...(globalKey !== undefined && carriers === undefined ? [item(globalUse(globalKey))] : []),
    text(referenceDate(catalog.info)),
  ];
}

/** "Bool", "String, several values". */
export function keyTypeInWords({ type, multivalued }: Pick<ConditionKey, "type" | "multivalued">): string {
  return multivalued ? `${type}, several values` : type;
}

/** The only global keys that the service reference lists action by action. */
const LISTED_PER_ACTION: ReadonlySet<string> = new Set(["aws:requesttag", "aws:resourcetag", "aws:tagkeys"]);

export function isListedPerAction(key: ConditionKey): boolean {
  return LISTED_PER_ACTION.has((key.name.split("/", 1)[0] ?? "").toLowerCase());
}

function globalUse(key: GlobalKey): Phrase {
  return isListedPerAction(key)
    ? say`It can be used with the actions for which AWS lists it.`
    : say`It can be used with any action.`;
}

/** When a request carries the key. */
export function presenceSentence(key: GlobalKey): Phrase {
  return say`${strong("Present:")} ${stopped(key.when)}`;
}

/** What a claim of a known issuer's tokens looks like. */
function formLines(written: string): Passage {
  const forms = formsOfClaim(written);
  return forms === undefined ? [] : [item(forms)];
}

const SEVERAL_VALUES: Phrase = say`A request may carry ${strong("several values")} for it, so the operator needs ${name("ForAnyValue:")} or ${name("ForAllValues:")}.`;

function typeSentence(key: ConditionKey, isGlobal: boolean): Phrase {
  const type = key.otherType === undefined ? key.type : `${key.type} or ${key.otherType}`;
  const spelled = key.name.includes("${") || key.name.includes("<") ? say`, written ${name(key.name)}` : say``;
  return say`Type ${type}, ${key.multivalued ? "several values" : "one value"}${isGlobal ? ", global key" : ""}${spelled}.`;
}

function carriersSentence(carriers: Carriers): Phrase {
  const names = (all: readonly string[]): Phrase => listed(all.map(name), "and");
  const { carrying } = carriers;
  if (carriers.of === "service") {
    return carrying.length === 0
      ? say`AWS's service reference lists it with no action of ${name(carriers.prefix)}.`
      : say`AWS's service reference lists it with ${carriers.total > 1 && carrying.length === carriers.total ? "all" : `${carrying.length} of`} ${countOf(carriers.total, "action")} of ${name(carriers.prefix)}: ${names(carrying)}.`;
  }
  const { lacking } = carriers;
  if (lacking.length === 0)
    return say`AWS's service reference lists it with all of this statement's actions: ${names(carrying)}.`;
  const many = lacking.length > MOST_LACKING;
  if (carrying.length === 0) {
    return many
      ? say`AWS's service reference lists it with ${strong("none")} of this statement's ${countOf(lacking.length, "action")}.`
      : say`AWS's service reference lists it with ${strong("none")} of this statement's actions: ${names(lacking)}.`;
  }
  return sentences(
    say`Of this statement's actions, AWS's service reference lists it with ${names(carrying)}.`,
    many
      ? say`${strong("Not")} with the other ${counted(lacking.length)}.`
      : say`${strong("Not")} with ${names(lacking)}.`,
  );
}

/** More actions without the key are counted, not named. */
const MOST_LACKING = 4;

function describeUnknownKey(written: string, catalog: Catalog): Passage {
  const page = catalog.documentedOn(written);
  if (page !== undefined) return [title(say`${name(written)}`), text(describedOn(written, page, catalog.info))];
  switch (catalog.keyOrigin(written)) {
    case "provider":
      return [
        title(say`${name(written)}`),
        text(say`A key of an identity provider: federated sign-in sets it, and the provider decides its value.`),
        ...formLines(written),
      ];
    case "malformed":
      return [
        text(
          say`${name(written)} is not a condition key: write one as ${name("service:Name")} or ${name("aws:Name")}.`,
        ),
      ];
    case "global":
    case "service":
    case "unknown-service":
      return [text(notInReference(written, catalog.info))];
  }
}
