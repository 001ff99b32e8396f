/** Names for statements that have none. Source: "IAM JSON policy elements: Sid". */
import { isBareStatement, isSettled, type Policy, type Statement } from "../../policy/policy.ts";
import { type Change } from "../../syntax/change.ts";
import { memberNamed } from "../../syntax/value.ts";
import { countOf, name, say } from "../../wording/phrase.ts";
import { proposed, type Proposal, type RefactoringPlace } from "./refactoring.ts";

export function proposeSids({ policy: { policy }, statement }: RefactoringPlace): readonly Proposal[] {
  if (isBareStatement(policy)) return [];
  const nameless = policy.statements.filter(lacksSid);
  const taken = takenSids(policy);
  const added = nameless.map((one) => ({ one, sid: freeSid(sidFor(one), taken) }));
  const own = added.find(({ one }) => one === statement);
  return [
    ...(own === undefined
      ? []
      : proposed(say`Add the Sid ${name(own.sid)}`, [addition(statement, own.sid)], { sort: "rewrite" })),
    ...(added.length < 2
      ? []
      : proposed(
          say`Add Sids to the ${countOf(added.length, "statement")} without one`,
          added.map(({ one, sid }) => addition(one, sid)),
          { sort: "rewrite" },
        )),
  ];
}

function lacksSid({ object, certain }: Statement): boolean {
  return (
    certain && memberNamed(object, "Sid") === undefined && object.members.every((one) => one.keyHoles.length === 0)
  );
}

function addition({ object }: Statement, sid: string): Change {
  return { change: "add-member", to: object, after: undefined, key: "Sid", value: sid };
}

export function takenSids({ statements }: Policy): Set<string> {
  return new Set(statements.flatMap(({ sid }) => (sid === undefined ? [] : [sid.text])));
}

/** The name, with a number if it is taken; it is taken then. */
export function freeSid(wanted: string, taken: Set<string>): string {
  let sid = wanted;
  for (let number = 2; taken.has(sid); number++) sid = `${wanted}${number}`;
  taken.add(sid);
  return sid;
}

/** What it does, in letters and digits: `AllowS3GetObject`, `DenyAllButIam`. */
export function sidFor({ effect, action, notAction }: Statement): string {
  const verb = effect !== undefined && isSettled(effect) ? effect.text : "Statement";
  const texts = ((action ?? notAction)?.entries ?? []).flatMap((entry) => (isSettled(entry) ? [entry.text] : []));
  const [only, ...others] = texts;
  const but = action === undefined && notAction !== undefined ? "AllBut" : "";
  const services = [...new Set(texts.map((text) => capitalized(text.split(":")[0] ?? "")))];
  const what =
    only !== undefined && others.length === 0
      ? only.split(":").map(capitalized).join("")
      : services.slice(0, 3).join("");
  const sid = `${verb}${but}${what === "*" ? "All" : what}`.replace(/[^A-Za-z0-9]/g, "");
  return sid.slice(0, LONGEST) || "Statement";
}

const LONGEST = 60;

function capitalized(text: string): string {
  return text
    .split(/[-_]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
