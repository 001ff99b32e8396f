/** Commands of the AWS CLI, ready to be pasted into a shell. */

/**
 * A command of the AWS CLI. What comes from the message is quoted, so that pasting it runs nothing else; a name that
 * would read as an option makes no command.
 */
export function awsCommand(...parts: readonly string[]): readonly string[] {
  const hostile = parts.some((part, at) => part.startsWith("-") && parts[at - 1]?.startsWith("--") === true);
  return hostile ? [] : [["aws", ...parts.map((part, at) => wordOf(part, parts[at - 1]))].join(" ")];
}

/** What the message hides is filled in by whoever runs the command: `--role-name "$ROLE_NAME"`. */
function wordOf(text: string, option = ""): string {
  const name = /^--([a-z][a-z-]*)$/.exec(option)?.[1];
  return name !== undefined && HIDDEN.test(text) ? `"$${name.toUpperCase().replaceAll("-", "_")}"` : shellWord(text);
}

/** A name of which nothing is shown. */
const HIDDEN = /^(?:\*{2,}|[xX]{3,}|\.{3}|\u2026|<[^<>]*>|\[[^[\]]*\])$/;

function shellWord(text: string): string {
  if (/^[\w+=.,@/:-]+$/.test(text)) return text;
  // A line break inside quotes would still be pasted as one, so control characters are left out.
  return `'${text.replace(/\p{Cc}/gu, "").replaceAll("'", `'\\''`)}'`;
}
