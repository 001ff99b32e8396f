/** Where a statement about names comes from, and of what day it is: said wherever the words rest on the data. */
import { type CatalogInfo } from "../catalog/catalog.ts";
import { counted, item, name, type Passage, type Phrase, say, sentences, text } from "./phrase.ts";

export function referenceDate(info: CatalogInfo): Phrase {
  return say`AWS data of ${info.date}.`;
}

/** What a sentence rests on that could change with the data; it stands at the very end. */
export function dataNote({ date }: CatalogInfo): Phrase {
  return say`(AWS data of ${date})`;
}

/** A list that lacks a name says that it lacks it, and no more. */
export function notInReference(written: string, { date }: CatalogInfo): Phrase {
  return say`${name(written)} is not in AWS's service reference of ${date}.`;
}

/** A name that a guide of AWS explains and the reference lacks. */
export function describedOn(written: string, page: string, { date }: CatalogInfo): Phrase {
  return say`${name(written)} is described in AWS's documentation, on the page ${name(page)}. The service reference of ${date} does not list it.`;
}

/** What `catalog --info` prints. */
export function describeCatalog(info: CatalogInfo): Passage {
  return [
    text(say`AWS data of ${info.date}, packed from ${name(`${info.source} ${info.version}`)}.`),
    item(say`${counted(info.services)} services`),
    item(say`${counted(info.actions)} actions`),
    item(say`${counted(info.resourceTypes)} resource types`),
    item(say`${counted(info.conditionKeys)} condition keys`),
    item(
      say`Dependent actions and permission-only actions: from release ${name(info.overlayVersion)} of ${info.overlayDate}; they may be incomplete.`,
    ),
  ];
}

/** The date of the data stands last: a sentence more goes in front of it. */
export function beforeDate(message: Phrase, more: Phrase): Phrase {
  const start = message.findLastIndex(({ kind }) => kind !== "words") + 1;
  const words = message
    .slice(start)
    .map((one) => one.text)
    .join("");
  const date = DATE_OF_DATA.exec(words);
  if (date === null) return sentences(message, more);
  return sentences([...message.slice(0, start), ...say`${words.slice(0, date.index)}`], more, say`${date[0].trim()}`);
}

const DATE_OF_DATA = / ?\(AWS (?:data|list) of [^()]*\)$/;
