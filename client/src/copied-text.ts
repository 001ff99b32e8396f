/** What a command copies, with the clipboard left as it was. */

export interface Clipboard {
  readText(): PromiseLike<string>;
  writeText(text: string): PromiseLike<void>;
}

/** Empty if nothing was copied. */
export async function copiedBy(copy: () => PromiseLike<unknown>, clipboard: Clipboard): Promise<string> {
  const before = await clipboard.readText();
  // What was there before must not be taken for what is copied.
  await clipboard.writeText("");
  try {
    await copy();
    return await clipboard.readText();
  } finally {
    await clipboard.writeText(before);
  }
}
