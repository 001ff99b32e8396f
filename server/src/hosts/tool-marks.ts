/**
 * What programs and tools put a text for, wherever it stands in a value or a name: verbs of `printf` (`%s`, `%[1]d`,
 * `%(name)s`), fields of Python (`{}`, `{0:s}`, `{name!r}`) and of other languages (`{name}`), `$[name]`, `$(name)`,
 * `$NAME`, `$1`, `$name$`, `$env:NAME`, `[[name]]`, `@(name)`, `((name))`, `@name@`, `@@name@@`, `%%name%%`, `##name##`, `__name__`,
 * `~name~`, `^name^`, `|name|`, `!!name!!`, `[parameters('name')]`, and the tags of template engines that are no expressions (`{% if %}`).
 * IAM's names, IDs and tags have none of these characters in such an order.
 */
import { type Hole } from "../syntax/value.ts";

/** The stretches of a text that are such marks, in order. */
export function toolMarksIn(text: string): readonly Hole[] {
  if (!/[%{[$@#_+(«~^|!]/.test(text) || text.search(MARK) < 0) return NONE;
  const marks = Array.from(text.matchAll(MARK), ({ 0: mark, index }) => ({ start: index, end: index + mark.length }));
  // In a sentence they may be meant.
  const isSentence = !text.startsWith("arn:") && /\s/.test(text);
  return isSentence ? marks.filter(({ start }) => !/^(?:\{[A-Za-z_]|\$[A-Z\d])/.test(text.slice(start))) : marks;
}

const NONE: readonly Hole[] = [];

/** Letters that are digits of a hexadecimal number are no verb where another one follows: `%d0` is an encoded character. */
const VERB = [
  "%(?:\\[\\d{1,2}\\]|\\d{1,2}\\$)[-+#0]?\\d{0,3}[a-zA-Z]",
  "%\\([A-Za-z_][\\w.-]{0,60}\\)[-+#0]?\\d{0,3}[a-zA-Z]",
  "%(?:[sqvtriuxXopg]|[dfecb](?![0-9A-Fa-f]))(?![A-Za-z%])",
  "%0\\d{1,2}[dx](?![0-9A-Za-z])",
];

/** Not the braces of `${aws:username}`, and not `{2,3}`. */
const FIELD = [
  "(?<![$#%&{@])\\{(?:\\d{1,2})?(?:![rsa])?(?::[^{}\\s]{0,12})?\\}(?!\\})",
  "(?<![$#%&{@])\\{\\$?[A-Za-z_][\\w.-]{0,60}(?:![rsa])?\\}(?!\\})",
  "__\\{[A-Za-z_][\\w.-]{0,60}\\}__",
  "(?:[&@~]\\{|\\{!)[A-Za-z_][\\w.-]{0,60}\\}",
  "\\{[%#][^{}]{0,80}[%#]\\}",
];

/** Hive and Python have folders of these names; the others are members of every object of JavaScript. */
const NO_MARK = "__(?:HIVE_DEFAULT_PARTITION|pycache|init|main|MACOSX|proto|(?:define|lookup)[GS]etter)__";

const MARK = new RegExp(
  [
    ...VERB,
    ...FIELD,
    "\\$\\[[A-Za-z][\\w .-]{0,60}\\]|[$@\\\\]\\([A-Za-z_][\\w.-]{0,60}\\)|\\[\\[ ?[A-Za-z][\\w .-]{0,60}\\]\\]",
    "\\$?\\(\\( ?[A-Za-z_][\\w.-]{0,60} ?\\)\\)|«[^«»]{1,60}»",
    "'\\$[A-Z][A-Z0-9_]{1,60}'",
    // Hadoop's folders are called `x_$folder$`.
    "(?<![\\w/])\\$\\$?[A-Za-z_][\\w.-]{0,60}\\$\\$?(?!\\w)",
    "\\$env:[A-Za-z_]\\w{0,60}|\\$\\d(?!\\w)|\\$\\$?<[A-Za-z_][\\w.-]{0,60}>|\\$\\$\\{[A-Za-z_][\\w.-]{0,60}\\}",
    // Names with a dollar sign of AWS's: `$default`, the topics of `$aws/`, `x_$folder$`.
    "(?<![\\w/:])\\$(?!(?:aws|share|dp|default|latest|connect|disconnect|folder)\\b)[a-z]\\w{1,60}(?![\\w$])",
    // `$LATEST` is a version of a function, and `:$DEFAULT` one of an automation document.
    "\\$\\$?(?!LATEST\\b|(?<=:\\$)DEFAULT$)[A-Z][A-Z0-9_]{1,60}(?!\\w)",
    // Azure Resource Manager and the Template Toolkit.
    "\\[(?:concat|format|parameters|reference|resourceId|subscription|variables)\\([^[\\]]{0,200}\\)\\]|\\[%[^[\\]]{0,80}%\\]",
    "~[A-Za-z][\\w.-]{0,60}~|\\^[A-Za-z][\\w.-]{0,60}\\^|(?<!!)!![A-Za-z][\\w.-]{0,60}!!(?!!)",
    // `prod|dev|test` is meant to be one of three.
    "(?<![^:/])\\|[A-Za-z][\\w .-]{0,60}\\|(?![^:/])",
    "%%[A-Za-z]\\w{0,60}%%|@@[A-Za-z]\\w{0,60}@@|##[A-Za-z]\\w{0,60}##|#[A-Z][A-Z0-9_]{1,60}#|@[A-Za-z][\\w.-]{1,60}@",
    // `%3A%2F` is an encoded text, which has digits or letters of hexadecimal numbers.
    "%(?=[A-Z_]{0,60}[G-Z])[A-Z][A-Z0-9_]{2,60}%",
    // A text of code that ends and begins again: `arn:aws:sns:' + region + ':topic`.
    "(?:' ?\\+ ?[A-Za-z_$][\\w.$]{0,60} ?\\+ ?'|\" ?\\+ ?[A-Za-z_$][\\w.$]{0,60} ?\\+ ?\")",
    `(?<!_)(?!${NO_MARK})__[A-Za-z](?:[A-Za-z0-9.-]|_(?!_)){0,60}__(?!_)`,
  ].join("|"),
  "g",
);
