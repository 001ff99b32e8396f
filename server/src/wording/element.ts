/** The words of the policy language itself, briefly. Source: "IAM JSON policy elements reference". */
import { name, type Passage, say, strong, text } from "./phrase.ts";

/** Undefined for a word that the policy language does not have. */
export function describeElement(element: string): Passage | undefined {
  return ELEMENTS.get(element);
}

/** What the blocks of Terraform's `aws_iam_policy_document` have for what a policy says by its nesting. */
export function describeArgument(argument: string): Passage | undefined {
  return ARGUMENTS.get(argument);
}

const ARGUMENTS: ReadonlyMap<string, Passage> = new Map([
  ["test", [text(say`The condition operator, such as ${name("StringEquals")}: how the key's value is compared.`)]],
  ["variable", [text(say`The condition key, such as ${name("aws:SourceIp")}: what of the request is looked at.`)]],
  [
    "values",
    [
      text(
        say`What the key's value is compared with. ${strong("Any one")} of them is enough; under an operator with ${name("Not")}, ${strong("none")} may match.`,
      ),
    ],
  ],
  [
    "type",
    [
      text(
        say`The type of principal: ${name("AWS")}, ${name("Service")}, ${name("Federated")}, ${name("CanonicalUser")} or ${name("*")}.`,
      ),
    ],
  ],
  ["identifiers", [text(say`The principals of that type: ${strong("any one")} of them is enough.`)]],
]);

const ELEMENTS: ReadonlyMap<string, Passage> = new Map([
  [
    "Version",
    [
      text(
        say`The version of the policy language, not of this policy. Without it, or with ${name("2008-10-17")}, policy variables such as ${name("${aws:username}")} are plain text.`,
      ),
    ],
  ],
  [
    "Id",
    [
      text(
        say`A name for the policy. Some resource-based policies require one; identity-based policies do not take it.`,
      ),
    ],
  ],
  [
    "Statement",
    [
      text(
        say`One statement or a list of them. Their order does not matter: a ${strong("Deny")} that applies always wins.`,
      ),
    ],
  ],
  ["Sid", [text(say`A name for the statement, unique in its policy. IAM policies take letters and digits only.`)]],
  [
    "Effect",
    [
      text(
        say`${name("Allow")} or ${name("Deny")}, spelled exactly like this. A Deny that applies wins over every Allow. If neither applies, the request is denied.`,
      ),
    ],
  ],
  [
    "Principal",
    [
      text(
        say`Who the statement applies to. Used only in policies that are attached to a resource, such as role trust policies.`,
      ),
    ],
  ],
  [
    "NotPrincipal",
    [
      text(
        say`Everyone ${strong("except")} those listed. Use it only with Deny. Such a Deny always applies to principals that have a permissions boundary, even if they are listed.`,
      ),
    ],
  ],
  ["Action", [text(say`The actions that the statement covers: any one in the list is enough. Case does not matter.`)]],
  [
    "NotAction",
    [
      text(
        say`Every action ${strong("except")} those listed. With Allow, that includes every action of every other service.`,
      ),
    ],
  ],
  ["Resource", [text(say`The resources that the statement covers, as ARNs: any one in the list is enough.`)]],
  ["NotResource", [text(say`Every resource ${strong("except")} those listed.`)]],
  [
    "Condition",
    [
      text(
        say`When the statement applies. ${strong("Every")} operator and every key must hold. For each key, ${strong("any one")} of its values is enough.`,
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
          say`${name(version)} is not a version of the policy language. AWS takes ${name("2012-10-17")} and the old ${name("2008-10-17")}.`,
        ),
      ];
  }
}
