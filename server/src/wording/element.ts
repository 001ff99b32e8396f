/** The words of the policy language itself, briefly. Source: "IAM JSON policy elements reference". */
import { name, type Passage, say, strong, text } from "./phrase.ts";

/** Undefined for a word that the policy language does not have. */
export function describeElement(element: string): Passage | undefined {
  return ELEMENTS.get(element);
}

const ELEMENTS: ReadonlyMap<string, Passage> = new Map([
  [
    "Version",
    [
      text(
        say`The version of the policy language, not of this policy. Without it, or with ${name("2008-10-17")}, policy variables such as ${name("${aws:username}")} are plain text.`,
      ),
    ],
  ],
  ["Id", [text(say`A name for the policy. Some resource-based policies want one; identity-based policies have none.`)]],
  [
    "Statement",
    [
      text(
        say`One statement or a list of them. Their order means nothing: a ${strong("Deny")} that applies always wins.`,
      ),
    ],
  ],
  ["Sid", [text(say`A name for the statement, unique in its policy. In IAM policies: letters and digits only.`)]],
  [
    "Effect",
    [
      text(
        say`${name("Allow")} or ${name("Deny")}, spelled so. A Deny that applies wins over every Allow; with neither, the request is denied.`,
      ),
    ],
  ],
  [
    "Principal",
    [
      text(
        say`Whom the statement is about. Only in policies that are attached to a resource, and in role trust policies.`,
      ),
    ],
  ],
  [
    "NotPrincipal",
    [
      text(
        say`Everyone ${strong("but")} those listed. Of use with Deny only. Such a Deny always hits principals that have a permissions boundary.`,
      ),
    ],
  ],
  ["Action", [text(say`The actions the statement is about; any one of the list. Upper and lower case are the same.`)]],
  [
    "NotAction",
    [
      text(
        say`Every action ${strong("but")} those listed. With Allow that is every action of every other service, too.`,
      ),
    ],
  ],
  ["Resource", [text(say`The resources the statement is about, as ARNs; any one of the list.`)]],
  ["NotResource", [text(say`Every resource ${strong("but")} those listed.`)]],
  [
    "Condition",
    [
      text(
        say`When the statement applies: ${strong("all")} operators and keys must hold, and for each key any one of its values.`,
      ),
    ],
  ],
]);

export function describeVersion(version: string): Passage {
  switch (version) {
    case "2012-10-17":
      return [text(say`The current version of the policy language: policy variables are filled in.`)];
    case "2008-10-17":
      return [text(say`The old version of the policy language: ${name("${…}")} is plain text.`)];
    default:
      return [
        text(
          say`${name(version)} is no version of the policy language: it has ${name("2012-10-17")} and ${name("2008-10-17")}.`,
        ),
      ];
  }
}
