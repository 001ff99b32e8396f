/**
 * Texts in which no placeholder can be, told by one look: most values and names of policies are of these forms, and what
 * is sought in a text otherwise takes a dozen patterns.
 */

/** An action, what IAM itself writes, an operator, an account, a Region, or an ARN without any mark and word of a guide. */
export function isPlainText(text: string): boolean {
  return text.startsWith("arn:")
    ? PLAIN_ARN.test(text) && !TELLING_IN_ARN.test(text)
    : PLAIN_VALUE.test(text) && !TELLING_IN_ACTION.test(text);
}

/** An element, an operator, a type of principal, or a global condition key. */
export function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name);
}

const REGION = "(?:af|ap|ca|cn|eu|il|me|mx|sa|us)-(?:gov-)?(?:central|(?:north|south)?(?:east|west)|north|south)-\\d";

/** None of the marks and words has a colon before a capital but those four. */
const PLAIN_VALUE = new RegExp(
  `^(?:[a-z][a-z0-9-]{0,60}:[A-Z][A-Za-z0-9]*\\*?|Allow|Deny|(?:String|Arn)(?:Not)?(?:Equals|Like)(?:IfExists)?|Bool|\\*|true|false|20(?:08|12)-10-17|\\d{12}|${REGION})$`,
);
const TELLING_IN_ACTION = /arn|service|prefix|region/;

/** An underscore that begins a word may be the mark of a tool, as those of `__name__` are. */
const PLAIN_ARN = new RegExp(
  `^arn:aws(?:-cn|-us-gov)?:(?!service)[a-z][a-z0-9-]*:(?:\\*|${REGION})?:(?:\\*|aws|\\d*):(?:[A-Za-z0-9*?.:/-]|(?<=[A-Za-z0-9])_)*$`,
);
const TELLING_IN_ARN = /[_-]arn|resourcename|\.\.|\/of\/the\/|region-code/i;

/** `CHANGEME` is for later, so a capital has small letters behind it. */
const PLAIN_NAME = /^(?:[A-Z][A-Za-z]*|aws:(?:[A-Z][a-z]+)+(?:ID|ARN)?(?:\/[A-Za-z][a-z]*)?)$/;
