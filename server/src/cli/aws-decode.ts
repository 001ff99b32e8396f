/** `iam-verdict aws decode`: an encoded authorization message, wherever it stands in the text. */
import { type Asking, failedWith } from "./aws.ts";
import { EXIT } from "./exit-codes.ts";
import { readTextStream } from "./read-file.ts";

export async function decode(asking: Asking): Promise<number> {
  const { session, options, io } = asking;
  const text = options.words.length > 0 && options.words[0] !== "-" ? options.words.join(" ") : await readInput(asking);
  const encoded = io.aws().findEncodedMessage(text);
  if (encoded === undefined) {
    throw new Error("there is no encoded message in the text; paste everything behind 'failure message:'.");
  }
  if (encoded.isCut) {
    throw new Error("the encoded message is cut off, and AWS only decodes whole ones; paste all of it.");
  }
  const answer = await io.aws().decodeMessage(session, encoded.text);
  if (!answer.ok) return failedWith(answer.failure, asking);
  if (options.workspace === undefined) {
    io.out.jsonDocument(answer.result);
    return EXIT.clean;
  }
  const message = io.aws().withDecoded(text, encoded, answer.result);
  return await io.explain(["--workspace", options.workspace, "--format", options.format, "--", message], io);
}

async function readInput({ io }: Asking): Promise<string> {
  const { text, problem } = await readTextStream(io.stdin);
  if (text === undefined) throw new Error(`standard input cannot be read: ${problem}. Paste the message alone.`);
  return text;
}
