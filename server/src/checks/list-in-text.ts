/** Lists that a tool has written as one text: `["arn:aws:s3:::a", "arn:aws:s3:::b"]`. */

/** The entries, where all of them are resources; none for any other text. */
export function resourcesInText(text: string): readonly string[] {
  if (!/^\[\s*"/.test(text) || !text.endsWith("]")) return [];
  const entries = text
    .slice(1, -1)
    .split(",")
    .map((one) => /^"([^"]*)"$/.exec(one.trim())?.[1]);
  const resources = entries.flatMap((one) => (one === "*" || one?.startsWith("arn:") === true ? [one] : []));
  return resources.length === entries.length ? resources : [];
}
