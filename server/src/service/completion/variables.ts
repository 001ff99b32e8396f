/** Policy variables, where AWS fills them in. Source: "IAM policy elements: Variables and tags". */
import { IOT_POLICY_VARIABLES } from "../../catalog/iot-policy-names.ts";
import { readOperator } from "../../policy/operators.ts";
import { substitutesVariables } from "../../policy/policy.ts";
import { type DraftText, partsOfText } from "../../syntax/draft.ts";
import { type Candidate, type CompletionPlace } from "./candidate.ts";
import { globalKeysAt } from "./keys.ts";

/** Undefined where no variable is being written. */
export function variableCandidates(place: CompletionPlace): readonly Candidate[] | undefined {
  const { typed, rest, inSub } = place.cursor;
  const from = typed.lastIndexOf("${");
  if (from < 0 || typed.includes("}", from)) return undefined;
  // A text of Fn::Sub that begins so names what the template makes.
  if (inSub === true && from === 0) return undefined;
  if (!takesVariables(place, typed.slice(0, from))) return [];
  const begun = /^[^}"\s,]*\}?/.exec(rest)?.[0] ?? "";
  // What stands behind without a closing brace belongs to the text that follows.
  const behind = begun.endsWith("}") ? begun.length : 0;
  const hasMark = typed.startsWith(SUB_MARK, from + "${".length);
  const start = from + "${".length + (hasMark ? SUB_MARK.length : 0);
  const mark = inSub === true && !hasMark ? SUB_MARK : "";
  return variables(place).map(({ label, detail, text }) => ({
    label,
    kind: "variable",
    detail,
    what: { write: "part", from: start, behind, text: { text: [mark, ...partsOfText(text)] } },
  }));
}

/** In a text of `Fn::Sub`, what CloudFormation leaves to AWS. Source: "Fn::Sub", AWS CloudFormation Template Reference. */
const SUB_MARK = "!";

function takesVariables({ cursor, policy }: CompletionPlace, before: string): boolean {
  if (substitutesVariables(policy) === "no") return false;
  const [, element, operator] = cursor.path;
  if (element === "Resource" || element === "NotResource") return before.split(":").length > COLONS_OF_ARN;
  if (element !== "Condition" || operator === undefined || cursor.at === "key") return false;
  return readOperator(operator)?.operator.variables === "yes";
}

const COLONS_OF_ARN = 5;

interface Variable {
  readonly label: string;
  readonly detail: string;
  readonly text: DraftText;
}

/** Keys with several values cannot be variables. */
function variables(place: CompletionPlace): readonly Variable[] {
  const { kind } = place;
  if (kind.kind === "iot" && kind.basis !== "content") return [...DEVICE_VARIABLES, ...SIGNS];
  const keys = globalKeysAt(place)
    .filter(({ multivalued, name }) => !multivalued && name.startsWith("aws:"))
    .map(({ name, when }): Variable => {
      const stem = /^([^$]*)\$\{[^}]*\}$/.exec(name)?.[1];
      const text: DraftText = stem === undefined ? `${name}}` : { text: [stem, { stop: "key" }, "}"] };
      return { label: stem === undefined ? name : `${stem}key`, detail: when, text };
    });
  const rank = ({ label }: Variable): number => {
    const at = COMMON.findIndex((name) => label.startsWith(name));
    return at < 0 ? COMMON.length : at;
  };
  return [...keys.sort((one, other) => rank(one) - rank(other)), ...SIGNS];
}

const COMMON = ["aws:username", "aws:PrincipalTag/", "aws:PrincipalAccount", "aws:userid", "aws:PrincipalOrgID"];

/** Sources: "AWS IoT Core policy variables" and the pages below it. */
const DEVICE_VARIABLES: readonly Variable[] = [
  ...IOT_POLICY_VARIABLES.map(({ name, page }) => ({ label: name, detail: page, text: `${name}}` })),
  {
    label: "iot:Connection.Thing.Attributes[key]",
    detail: "Thing policy variables",
    text: { text: ["iot:Connection.Thing.Attributes[", { stop: "key" }, "]}"] },
  },
];

const SIGNS: readonly Variable[] = ["*", "?", "$"].map((sign) => ({
  label: sign,
  detail: `the character ${sign} itself`,
  text: `${sign}}`,
}));
