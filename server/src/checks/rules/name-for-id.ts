import { type GivenId, givenId, mayBeId } from "../../catalog/given-ids.ts";
import { namesAnIdentifier, namesWhatToFillIn } from "../../hosts/placeholder-words.ts";
import { OPEN, shapeOf } from "../../policy/shape.ts";
import { listed, name, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { resourceEntries } from "../entries.ts";
import { messagesOf } from "../messages.ts";

const MESSAGES = messagesOf({
  begins: (arn: string, written: string, { what }: GivenId, prefix: string) =>
    say`${name(arn)} matches nothing: the ARN of ${what} has its ID, which starts with ${name(prefix)}, and ${name(written)} does not. Write the ID.`,
  other: (arn: string, written: string, { what }: GivenId) =>
    say`${name(arn)} matches nothing: the ARN of ${what} has the ID that AWS gave it, and ${name(written)} is not such an ID. Write the ID.`,
  database: (arn: string, written: string, prefixes: readonly string[]) =>
    say`${name(arn)} matches nothing, because ${name(written)} is not the resource ID of a database, which starts with ${listed(prefixes.map(name), "or")}. Write the resource ID.`,
  alias: (arn: string) =>
    say`${name(arn)} matches nothing: the ARN of a KMS key has its ID, and an alias has an ARN of its own. Write the ID, or name the alias under ${name("kms:ResourceAliases")}.`,
});

export const nameForId: Check = {
  code: "name-for-id",
  severity: "warning",
  summary: "An ARN has a name where AWS puts the ID that it gave the resource.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy }) {
    for (const { entry, text } of resourceEntries(policy)) {
      const [, head = "", service = "", type = "", id = ""] = ARN.exec(shapeOf(entry)) ?? [];
      const given = id === "" || id.includes(OPEN) ? undefined : givenId(service, type);
      if (given === undefined) continue;
      const [written = ""] = id.split(/[*?$]/, 1);
      if (mayBeId(written, written === id, given.form) || mayBeFilledIn(id, given)) continue;
      yield {
        span: entry.within(head.length, text.length),
        ...(written.startsWith("alias/")
          ? MESSAGES.alias(text)
          : given.form.kind === "begins-with-one"
            ? MESSAGES.database(text, written.split("/", 1)[0] ?? written, given.form.prefixes)
            : given.form.kind === "begins"
              ? MESSAGES.begins(text, id, given, given.form.prefix)
              : MESSAGES.other(text, id, given)),
      };
    }
  },
};

/** The type stands in front of the ID. */
const ARN = /^(arn:[^:]*:([a-z0-9-]+):[^:]*:[^:]*:([A-Za-z-]+)[/:])(.+)$/;

/** A name of what is to be filled in, also with more behind it (`VPC-ID`, `keyid`), and an ID as AWS's pages invent them. */
function mayBeFilledIn(id: string, { form }: GivenId): boolean {
  return (
    namesAnIdentifier(id) ||
    namesWhatToFillIn(id) ||
    /^[A-Z][A-Z0-9_-]*$/.test(id) ||
    /id(?![a-z])|xx|\.\.\./i.test(id) ||
    (form.kind === "hex" && /^[0-9a-z]{8}-/i.test(id)) ||
    (form.kind !== "no-dots" && /example/i.test(id))
  );
}
