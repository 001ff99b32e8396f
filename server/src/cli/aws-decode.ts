/** `iam-verdict aws decode`: an encoded authorization message, wherever it stands in the text. */
import { type Asking, failedWith } from "./aws.ts";
import { runExplain } from "./explain.ts";
import { EXIT } from "./main.ts";
import { readTextStream } from "./read-file.ts";

export async function decode(asking: Asking): Promise<number> {
  const { session, options, io } = asking;
  const text = options.words.length > 0 && options.words[0] !== "-" ? options.words.join(" ") : await readInput(asking);
  const encoded = findEncodedMessage(text);
  if (encoded === undefined) {
    throw new Error("there is no encoded message in the text; paste everything behind 'failure message:'.");
  }
  if (encoded.isCut) {
    throw new Error("the encoded message is cut off, and AWS only decodes whole ones; paste all of it.");
  }
  const answer = await io.aws().decodeMessage(session, encoded.text);
  if (!answer.ok) return failedWith(answer.failure, options, io);
  if (options.workspace === undefined) {
    io.out.jsonDocument(answer.result);
    return EXIT.clean;
  }
  const message = `${text.replace(encoded.text, "")}\n${JSON.stringify(answer.result)}`;
  return await runExplain(["--workspace", options.workspace, "--format", options.format, "--", message], io);
}

interface EncodedMessage {
  readonly text: string;
  readonly isCut: boolean;
}

/** Shorter ones do not exist: even the smallest decoded message has hundreds of characters. */
const SHORTEST = 100;
const SHORTEST_PIECE = 20;

/** Characters of base64url, over line breaks and frames. What ends in dots was cut by whoever printed it. */
export function findEncodedMessage(text: string): EncodedMessage | undefined {
  const mark = /failure message:/i.exec(text);
  const behind = mark === null ? text : text.slice(mark.index + mark[0].length);
  const pieces = behind.split(/[\s|│"'\\]+/).filter((piece) => piece !== "");
  let found: string[] = [];
  for (const piece of pieces) {
    const [, letters = "", rest = ""] = /^([\w-]*)(.*)$/s.exec(piece) ?? [];
    const isPiece = letters.length >= SHORTEST_PIECE || (found.length > 0 && letters.length > 0 && rest === "");
    if (isPiece) found.push(letters);
    const length = found.join("").length;
    if (isPiece && rest === "") continue;
    if (length >= SHORTEST) return { text: found.join(""), isCut: /^(?:\.\.|…)/.test(isPiece ? rest : piece) };
    if (!isPiece || rest !== "") found = [];
  }
  const whole = found.join("");
  return whole.length >= SHORTEST ? { text: whole, isCut: false } : undefined;
}

async function readInput({ io }: Asking): Promise<string> {
  const { text, problem } = await readTextStream(io.stdin);
  if (text === undefined) throw new Error(`standard input cannot be read: ${problem}. Paste the message alone.`);
  return text;
}
