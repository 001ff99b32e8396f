/** Words that stand where a whole value belongs and say which: `SNS-topic-ARN`, `org-id`, `your bucket`, `vpce-xxxxxx`. */

/** Is the whole text a name of what is to be filled in? One word in lower case may be a value like others. */
export function namesWhatToFillIn(text: string): boolean {
  if (text.length < 4 || text.length > LONGEST || text.startsWith("arn:")) return false;
  if (/^x{6,}$|^[a-z]{1,8}(?:-x{4,})+$/i.test(text) || /^\[[A-Z][A-Z0-9_ ./*-]*\]$/.test(text)) return true;
  const words = wordsOf(text);
  if (words === undefined) return false;
  const [first, last] = [words[0], words.at(-1)];
  if (first === "your" || last === "arn") return true;
  return words.every((word) => WORDS.has(word) || /^\d{12}$/.test(word)) && words.some((word) => SUBJECTS.has(word));
}

const LONGEST = 60;

/** In lower case; undefined unless the text is made of words, or of capitals alone, and of nothing else. */
function wordsOf(text: string): readonly string[] | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_ -]*$/.test(text)) return undefined;
  const apart = text.replaceAll(/([a-z])([A-Z])/g, "$1 $2").replaceAll(/([A-Z]{2,})([A-Z][a-z])/g, "$1 $2");
  const words = apart.split(/[-_ ]+/).filter((word) => word !== "");
  return words.length > 1 || /^[A-Z]+$/.test(text) ? words.map((word) => word.toLowerCase()) : undefined;
}

/** What the words are about: a text of other words may be anything. */
const SUBJECTS: ReadonlySet<string> = new Set(["account", "accountid", "accountnumber", "id", "orgid", "region"]);

const WORDS: ReadonlySet<string> = new Set([
  ...SUBJECTS,
  "aws",
  "bucket",
  "destination",
  "endpoint",
  "example",
  "external",
  "key",
  "management",
  "member",
  "my",
  "number",
  "org",
  "organization",
  "ou",
  "owner",
  "principal",
  "source",
  "target",
  "the",
  "trusted",
  "vpc",
  "vpce",
  "your",
]);
