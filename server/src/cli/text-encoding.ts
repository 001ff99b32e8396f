/** Bytes as text: UTF-8, or the UTF-16 that Windows PowerShell writes with `>` and into pipes. */
import { TextDecoder } from "node:util";

/** Decoded by its byte order mark, which is left out; UTF-8 without one. */
export function decodeText(bytes: Uint8Array): string {
  return decoderFor(bytes).decode(bytes);
}

/** The same of bytes that come in pieces, which may end within a character. */
export async function* decodeChunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let held: Uint8Array = new Uint8Array();
  for await (const chunk of chunks) {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    // One byte does not tell a mark from text.
    if (decoder === undefined && bytes.length < LENGTH_OF_MARK) {
      held = bytes;
      continue;
    }
    decoder ??= decoderFor(bytes);
    held = new Uint8Array();
    yield decoder.decode(bytes, { stream: true });
  }
  yield (decoder ?? decoderFor(held)).decode(held);
}

const LENGTH_OF_MARK = 2;

function decoderFor([first, second]: Uint8Array): TextDecoder {
  const isLittle = first === 0xff && second === 0xfe;
  const isBig = first === 0xfe && second === 0xff;
  return new TextDecoder(isLittle ? "utf-16le" : isBig ? "utf-16be" : "utf-8");
}
