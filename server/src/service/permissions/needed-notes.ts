/** What to look at before needed permissions are used: what AWS may also ask for, and what is left to the author. */
import { type Catalog, dependentsOfAction } from "../../catalog/catalog.ts";
import { type NeededAccess } from "../../catalog/operation-permissions.ts";
import { countOf, listed, name, type Phrase, say } from "../../wording/phrase.ts";
import { type CommandLine } from "./command-line.ts";
import { type OpenResources, openResourcesOf } from "./needed-resources.ts";

/** Source: "Using aliases to control access to KMS keys" (AWS KMS Developer Guide). */
const ALIAS = say`A policy names a key by its ARN: an alias in ${name("Resource")} allows nothing. Write the key's ID, or ask for the alias with ${name("kms:ResourceAliases")}.`;

/** Source: "AWS KMS encryption for AWS Systems Manager Parameter Store SecureString parameters". */
const SECURE_STRING = say`SecureString parameters that are encrypted with a customer managed key also need ${name("kms:Encrypt")} on the key to be written, and ${name("kms:GenerateDataKey")} in the advanced tier.`;

/** Source: "BatchGetSecretValue" (AWS Secrets Manager API Reference). */
const FILTERED = say`With filters it also needs ${name("secretsmanager:ListSecrets")} on ${name("*")}: add that if your call has some.`;

/** Actions that AWS also asks for where it is asked for these, without these. */
export function dependentsOf(actions: readonly string[], catalog: Catalog): ReadonlySet<string> {
  const dependents = new Set(
    actions.flatMap((text) => {
      const action = catalog.service(text.slice(0, text.indexOf(":")))?.action(text.slice(text.indexOf(":") + 1));
      return action === undefined ? [] : [...dependentsOfAction(action)];
    }),
  );
  for (const action of actions) dependents.delete(action);
  return dependents;
}

/** On what a command or an operation needs; `line` has what it names. */
export function notesOn(needs: readonly NeededAccess[], line: CommandLine, catalog: Catalog): readonly Phrase[] {
  const actions = [...new Set(needs.flatMap((need) => need.actions))];
  const { options } = line;
  const dependents = dependentsOf(actions, catalog);
  return [
    ...(dependents.size === 0
      ? []
      : [
          say`Depending on what is asked for, AWS also asks for ${listed([...dependents].map(name), "or")}: add what your call uses.`,
        ]),
    ...(options.get("key-id")?.startsWith("alias/") === true && actions.some((action) => action.startsWith("kms:"))
      ? [ALIAS]
      : []),
    ...openResourceNotes(needs, line, catalog),
    ...usedRoleNotes(actions, line),
    ...(actions.includes("ssm:PutParameter") && (options.has("key-id") || options.get("type") === "SecureString")
      ? [SECURE_STRING]
      : []),
    ...(actions.includes("secretsmanager:BatchGetSecretValue") ? [FILTERED] : []),
    ...ENCRYPTED.flatMap(([encrypted, note]) => (actions.some((action) => encrypted.has(action)) ? [note] : [])),
  ];
}

/** Of resources of which AWS requires none, the author knows which the call names. Source: "How to read the tables" (Service Authorization Reference). */
function openResourceNotes(needs: readonly NeededAccess[], line: CommandLine, catalog: Catalog): readonly Phrase[] {
  const listed = needs.flatMap(({ actions, resource }) => (resource === undefined ? actions : []));
  return listed.flatMap((action): readonly Phrase[] => {
    const open = openResourcesOf(action, line, catalog);
    return open === undefined ? [] : [openResourceNote(action, open)];
  });
}

function openResourceNote(action: string, { arns, answer }: OpenResources): Phrase {
  const lists = say`AWS lists ${countOf(arns.length, "resource")} with ${name(action)} and requires none`;
  switch (answer) {
    case "everything":
      return arns.length === 1
        ? say`${lists}: if your call names one, write its ARN (${name(arns[0] ?? "")}) instead of ${name("*")}.`
        : say`${lists}: if your call names some, write their ARNs instead of ${name("*")}.`;
    case "each":
      return say`${lists}: keep those that your call names.`;
    case "common":
      return say`${lists}: narrow the ARN to what your call names.`;
    case "required": {
      const also =
        arns.length > MOST_NAMED ? say`${arns.length} other types of resources` : listed(arns.map(name), "or");
      return say`AWS also decides ${name(action)} on ${also} where a call names that: add what yours names.`;
    }
  }
}

const MOST_NAMED = 3;

/** Whoever hands a role to a service needs to be allowed to. Source: "Granting a user permissions to pass a role to an AWS service". */
function usedRoleNotes(actions: readonly string[], { options }: CommandLine): readonly Phrase[] {
  if (actions.some((action) => /^(?:iam|sts):/.test(action))) return [];
  return [...options].flatMap(([option, value]) =>
    /(?:^|-)role(?:-arn)?$/.test(option) && isRoleArn(value)
      ? [say`If the service takes on ${name(value)} for you, you also need ${name("iam:PassRole")} on it: add that.`]
      : [],
  );
}

/** Is it the ARN of a role, as a command has it? */
export function isRoleArn(value: string): boolean {
  return /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(value);
}

/**
 * Sources: "Using server-side encryption with AWS KMS keys (SSE-KMS)" (Amazon S3); "GetSecretValue" (AWS Secrets Manager
 * API Reference); "Restricting decryption of SecureString parameter values" (AWS Systems Manager).
 */
const ENCRYPTED: readonly (readonly [actions: ReadonlySet<string>, note: Phrase])[] = [
  [
    new Set(["s3:GetObject", "s3:PutObject"]),
    say`Objects that are encrypted with a key of AWS KMS also need ${name("kms:Decrypt")} on the key to be read, and ${name("kms:GenerateDataKey")} to be written.`,
  ],
  [
    new Set(["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"]),
    say`Secrets that are encrypted with a customer managed key also need ${name("kms:Decrypt")} on the key.`,
  ],
  [
    new Set(["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"]),
    say`SecureString parameters that are encrypted with a customer managed key also need ${name("kms:Decrypt")} on the key to be read decrypted.`,
  ],
];
