/** What an ARN misses of the form that the ARNs of its type have. */
import { type FieldsTaken } from "../catalog/arn-fields.ts";
import { type SlipKind } from "../catalog/arn-slip.ts";
import { name, type Phrase, say } from "./phrase.ts";

/** For the end of a sentence, behind a colon. */
export function slipInWords(slip: SlipKind): Phrase {
  switch (slip.kind) {
    case "separator":
      return say`in such an ARN, ${name(slip.type)} is followed by ${name(slip.separator)}`;
    case "type":
      return say`in such an ARN, the type is written ${name(slip.type)}`;
    case "no-type":
      return say`in such an ARN, the name follows ${name(`${slip.type}${slip.separator}`)}`;
    case "extra-type":
      return say`such an ARN ends with the name alone, without ${name(slip.written)}`;
    case "slash":
      return slip.isContent
        ? say`nothing follows the slash, which ${name("*")} would make everything in the bucket`
        : say`such an ARN ends with the name, without a slash`;
    case "more-behind":
      return say`such an ARN ends with the name, without ${name(slip.behind)}`;
    case "more-between":
      return say`in such an ARN, ${name(slip.word)} follows the name at once, without ${name(slip.between)}`;
    case "first-slash":
      return say`in such an ARN, no slash stands before ${name(slip.type)}`;
    case "lacks-slash":
      return say`in such an ARN, a slash stands before ${name(slip.type)}`;
    case "twice":
      return say`in such an ARN, ${name(slip.type)} stands once`;
    case "inner-separator":
      return say`in such an ARN, ${name("/")} stands before ${name(slip.word)}`;
    case "inner-word":
      return say`in such an ARN, the word between the names is ${name(slip.word)}`;
    case "ends-early":
      return say`a name follows ${name(`${slip.word}/`)}`;
    case "service":
      return say`the ARNs of type ${name(slip.type)} are those of ${name(slip.service)}`;
    case "second-slash":
      return slip.of === "parameter"
        ? say`such an ARN has the name of a parameter without the slash that it begins with`
        : say`one slash stands before a name that has no path`;
    case "fields":
      return FIELDS[slip.takes];
    case "swapped":
      return say`in such an ARN, the Region stands before the account ID`;
    case "region":
      return /^[a-z]{2,}(?:-[a-z]+)+-\d[a-z]$/.test(slip.written)
        ? say`${name(slip.written)} is an Availability Zone, and such an ARN has a Region`
        : say`${name(slip.written)} is not a Region`;
  }
}

const FIELDS: Readonly<Record<FieldsTaken, Phrase>> = {
  "region-and-account": say`such an ARN has a Region and an account ID`,
  account: say`such an ARN has an account ID and no Region`,
  region: say`such an ARN has a Region and no account ID`,
  neither: say`such an ARN has neither a Region nor an account ID`,
};
