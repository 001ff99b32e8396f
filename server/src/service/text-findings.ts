/** The findings about the text of a file: not checks, because they are not about a policy. */
import { type Departure } from "../hosts/host.ts";
import { type SyntaxProblem } from "../syntax/value.ts";
import { listed, name, type Phrase, say } from "../wording/phrase.ts";
import { withoutComment } from "./comment-edit.ts";
import { type CommentSuppression } from "./comment-suppressions.ts";
import { type FindingsQuestion, type PlacedFinding } from "./diagnostics.ts";
import { type DocumentPolicy, type PolicyDocument } from "./document.ts";
import { LEFT_OUT_CODE } from "./left-out.ts";

export const SYNTAX_CODE = "invalid-json";

/** Of the checks that look at the same in policies. */
const OTHER_CODES: ReadonlyMap<Departure["kind"], string> = new Map([
  ["variable-as-expression", "malformed-variable"],
  ["variable-as-name", "malformed-variable"],
  ["name-as-text", "malformed-variable"],
  ["mark-without-plugin", "malformed-variable"],
  ["account-as-number", "wrong-type"],
  ["unread-name", "unknown-element"],
  ["unread-without-plugin", "unknown-element"],
  ["name-with-slash", "misspelled-arn"],
]);

export const UNUSED_COMMENT_CODE = "unused-suppression";

/** What an editor says of the syntax needs no explanation, and that something is not checked says why. */
export const CODES_WITHOUT_PAGE: ReadonlySet<string> = new Set([SYNTAX_CODE, LEFT_OUT_CODE]);

/** A comment of the text that accepts findings of which there are none. */
export function unusedComment(text: string, { span, codes }: CommentSuppression): PlacedFinding {
  const message = say`No finding ${listed(codes.map(name), "or")} is reported for the next line, so this comment has no effect. Remove it.`;
  return {
    code: UNUSED_COMMENT_CODE,
    severity: "hint",
    span,
    messageId: "unused",
    message,
    // What stands behind the codes was written for readers.
    fixes: () => [{ title: say`Remove this comment`, edits: [withoutComment(text, span)], isPreferred: false }],
    ...NOWHERE,
  };
}

/** What is no JSON, and what is none that AWS takes. */
export function textFindings(
  { source, problems, departures, policies }: PolicyDocument,
  { reportSyntax, configuration }: Pick<FindingsQuestion, "reportSyntax" | "configuration">,
): readonly PlacedFinding[] {
  const told = departures.filter(({ kind, isNested }) => reportSyntax || isNested || !IS_TOLD_BY_EDITORS[kind]);
  const ofSyntax = problems.filter(({ isNested }) => reportSyntax || isNested);
  return [
    ...firstOfEachLine(ofSyntax, source.text).map(toFinding),
    ...told.map((departure) => ofDeparture(departure, severityOf(departure, policies[0]))),
  ].filter((finding) => !configuration.accepts(source.path, finding));
}

/**
 * Behind the first one of a line the others follow from it: a key without quotes is no symbol of JSON, no key, and leaves
 * its value without one, which is told where the next line begins. A text that
 * ends too early lacks a value and every bracket that is open.
 */
function firstOfEachLine(problems: readonly SyntaxProblem[], text: string): readonly SyntaxProblem[] {
  let end = -1;
  const inOrder = problems.toSorted((one, other) => one.span.start - other.span.start);
  return inOrder.filter(({ span }) => {
    if (span.start <= end) return false;
    end = nextLineAt(text, span.start);
    return true;
  });
}

/** What is no JSON, an editor's own support for it says. */
const IS_TOLD_BY_EDITORS: Readonly<Record<Departure["kind"], boolean>> = {
  "text-before": false,
  "text-behind": true,
  "brace-missing": false,
  "blank-before": false,
  "encoded-twice": false,
  "encoded-again": false,
  // Terraform's own tools say that it is wrong, and not how to write it.
  "variable-as-expression": false,
  "variable-as-name": false,
  "name-as-text": false,
  "account-as-number": false,
  "mark-without-plugin": false,
  "unread-name": false,
  "unread-without-plugin": false,
  "name-with-slash": false,
  quotes: true,
  spaces: true,
  words: true,
  comments: true,
  "trailing-commas": true,
};

const NOWHERE = { policy: undefined, statement: undefined };

/** Where the first character of the next line that has any stands. */
function nextLineAt(text: string, from: number): number {
  let at = text.indexOf("\n", from);
  if (at < 0) return text.length;
  while (/\s/.test(text.charAt(at))) at++;
  return at;
}

function toFinding({ span, message, repair }: SyntaxProblem): PlacedFinding {
  const said = { messageId: "syntax", message: say`${message}` };
  const fixes = repair === undefined ? [] : [{ title: TITLES[repair.sign], edits: [repair], isPreferred: true }];
  return { code: SYNTAX_CODE, severity: "error", span, ...said, fixes: () => fixes, ...NOWHERE };
}

const TITLES: Readonly<Record<NonNullable<SyntaxProblem["repair"]>["sign"], Phrase>> = {
  comma: say`Add the comma`,
  bracket: say`Add the bracket`,
  quote: say`Add the quote`,
  escape: say`Remove the backslashes`,
  "brackets-behind": say`Remove what follows`,
};

function ofDeparture(departure: Departure, severity: PlacedFinding["severity"]): PlacedFinding {
  const { kind, span, repair } = departure;
  const { message, title } = SENTENCES[kind](departure);
  // Comments are what somebody wrote for others.
  const isPreferred = kind !== "comments";
  const fixes = repair.length === 0 ? [] : [{ title, edits: repair, isPreferred }];
  const code = OTHER_CODES.get(kind) ?? SYNTAX_CODE;
  return { code, severity, span, messageId: kind, message, fixes: () => fixes, ...NOWHERE };
}

interface Said {
  readonly message: Phrase;
  readonly title: Phrase;
}

const BRACE = name("{");
const NO_NAME = { written: "", meant: "" };

const SENTENCES: Readonly<Record<Departure["kind"], (departure: Departure) => Said>> = {
  "text-before": () => ({
    message: say`IAM and S3 reject a policy that does not begin with ${BRACE}, even if only white space stands before it. Remove what stands before the brace.`,
    title: say`Remove what stands before the brace`,
  }),
  "text-behind": () => ({
    message: say`The policy ends before this, and AWS rejects one that anything stands behind. Remove it, or write it in a file of its own.`,
    title: say`Remove what stands behind the policy`,
  }),
  "brace-missing": ({ count }) =>
    count === 1
      ? {
          message: say`This policy has no opening brace, so AWS rejects it and nothing in it is checked. Write ${BRACE} in front of it.`,
          title: say`Write the brace`,
        }
      : {
          message: say`This policy has no braces around it, so AWS rejects it and nothing in it is checked. Write ${BRACE} in front of it and ${name("}")} behind it.`,
          title: say`Write both braces`,
        },
  "blank-before": () => ({
    message: say`Before version 5.43, Terraform's AWS provider refuses a policy that does not begin with ${BRACE}. Remove the white space before the brace, or use a newer version.`,
    title: say`Remove the white space before the brace`,
  }),
  "encoded-twice": () => ({
    message: say`This is a JSON string with a policy in it, and AWS rejects a string in the place of a policy. Write the policy itself.`,
    title: say`Write the policy itself`,
  }),
  "encoded-again": () => ({
    message: say`This is JSON already, and ${name("jsonencode")} makes a string of it, which AWS rejects in the place of a policy. Leave out ${name("jsonencode")}.`,
    title: say`Leave out ${name("jsonencode")}`,
  }),
  "variable-as-expression": ({ count }) => ({
    message: say`Terraform takes ${count === 1 ? "this variable of AWS" : `${count} variables of AWS`} for an expression of its own, which it cannot read. Write ${name("$${")} in the place of ${name("${")}.`,
    title: say`Write ${name("$${")}`,
  }),
  "variable-as-name": ({ count }) => ({
    message: say`CloudFormation takes ${count === 1 ? "this variable of AWS" : `${count} variables of AWS`} for the name of a parameter, and rejects the template. Write ${name("${!")} in the place of ${name("${")}.`,
    title: say`Write ${name("${!")}`,
  }),
  "name-as-text": ({ count, named: { written } = NO_NAME }) => ({
    message: say`CloudFormation replaces ${name(written)} only in ${name("Fn::Sub")}, so AWS gets ${count === 1 ? "this string" : `these ${count} strings`} as written. Write ${name("Fn::Sub")} around ${count === 1 ? "it" : "each"}.`,
    title:
      count === 1 ? say`Write ${name("Fn::Sub")} around it` : say`Write ${name("Fn::Sub")} around ${count} strings`,
  }),
  "mark-without-plugin": ({ count, named: { written, meant } = NO_NAME }) => ({
    message: say`Only a plugin such as ${name("serverless-pseudo-parameters")} replaces ${name(written)}, and this service has none, so AWS gets ${count === 1 ? "this string" : `these ${count} strings`} as written. Write ${name(meant)} in ${name("!Sub")}, or add the plugin.`,
    title:
      count === 1 ? say`Write ${name(meant)} in ${name("!Sub")}` : say`Write ${count} strings with ${name("!Sub")}`,
  }),
  "account-as-number": ({ count }) => ({
    message:
      count === 1
        ? say`Without quotes, YAML takes this account ID for a number, because it begins with 0, so AWS gets another one. Write quotes around it.`
        : say`Without quotes, YAML takes ${count} account IDs for numbers, because they begin with 0, so AWS gets others. Write quotes around each.`,
    title: count === 1 ? say`Write quotes around it` : say`Write quotes around ${count} account IDs`,
  }),
  "unread-name": ({ named: { written, meant } = NO_NAME }) => ({
    message: say`The Serverless Framework does not read ${name(written)}, so no role gets these statements. Rename it to ${name(meant)}.`,
    title: say`Rename ${name(written)} to ${name(meant)}`,
  }),
  "unread-without-plugin": () => ({
    message: say`Only the plugin ${name("serverless-iam-roles-per-function")} reads ${name("iamRoleStatements")} of a function, and ${name("plugins")} does not list it, so no role gets these statements. Add the plugin, or move the statements to ${name("provider.iam.role.statements")}.`,
    title: say`Add the plugin`,
  }),
  "name-with-slash": ({ named: { written, meant } = NO_NAME }) => ({
    message: say`${name(written)} writes a slash in front of the name. This name begins with one, so the policy allows only ${name("parameter//…")}, and no parameter has that ARN. Use ${name(meant)}.`,
    title: say`Use ${name(meant)}`,
  }),
  quotes: ({ count }) => ({
    message: say`JSON accepts only double quotes, so AWS rejects this policy. Write ${name('"')} at ${count === 1 ? "both ends of this string" : `both ends of ${count} strings`}.`,
    title: say`Write double quotes`,
  }),
  spaces: ({ count }) => ({
    message: say`${count === 1 ? "A space between the parts of this policy is" : `${count} spaces between the parts of this policy are`} of another kind than JSON takes, so AWS rejects it. ${count === 1 ? "It often comes" : "They often come"} with text from a web page. Write ${count === 1 ? "an ordinary space" : "ordinary spaces"}.`,
    title: count === 1 ? say`Write an ordinary space` : say`Write ordinary spaces`,
  }),
  words: ({ count }) => ({
    message: say`JSON writes ${listed(["true", "false", "null"].map(name), "and")} in lower case, so AWS rejects this policy. Write ${count === 1 ? "this word" : `these ${count} words`} as JSON does.`,
    title: count === 1 ? say`Write it as JSON does` : say`Write them as JSON does`,
  }),
  comments: ({ count }) => ({
    message: say`AWS rejects a policy with comments. Remove ${count === 1 ? "this one" : `the ${count} comments`}, or use a tool that removes them.`,
    title: count === 1 ? say`Remove the comment` : say`Remove all comments`,
  }),
  "trailing-commas": ({ count }) => ({
    message: say`JSON does not allow a comma before a closing bracket, so AWS rejects this policy. Remove ${count === 1 ? "the comma" : `the ${count} commas`}.`,
    title: count === 1 ? say`Remove the comma` : say`Remove these commas`,
  }),
};

/**
 * Of text before the brace it is IAM and S3 that are known to reject it. What fills a policy in may leave white space out, as
 * `jq` does.
 */
function severityOf({ kind }: Departure, policy: DocumentPolicy | undefined): PlacedFinding["severity"] {
  if (kind === "blank-before") return "info";
  if (WARNINGS.has(kind)) return "warning";
  // Another version of the framework may read them.
  if (kind === "unread-without-plugin") return "info";
  if (kind !== "text-before" || policy === undefined) return "error";
  return isOfIamOrS3(policy) && !isFilledIn(policy) ? "error" : "info";
}

const WARNINGS: ReadonlySet<Departure["kind"]> = new Set([
  "unread-name",
  "name-with-slash",
  "mark-without-plugin",
  "account-as-number",
]);

function isFilledIn({ policy: { statements } }: DocumentPolicy): boolean {
  return statements.some(({ resource }) => resource?.entries.some(({ holes }) => holes.length > 0));
}

function isOfIamOrS3({ kind: { kind, holder }, policy }: DocumentPolicy): boolean {
  switch (kind) {
    case "identity":
    case "boundary":
    case "trust":
    case "unknown":
      return true;
    case "resource":
      return (
        holder === "bucket" ||
        policy.statements.some(({ resource }) => resource?.entries.some(({ text }) => /^arn:[a-z-]*:s3:/.test(text)))
      );
    case "scp":
    case "rcp":
    case "session":
    case "vpc-endpoint":
    case "iot":
      return false;
  }
}
