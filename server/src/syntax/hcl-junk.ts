/** Passes over what stands in HCL where nothing belongs, up to where the text can be understood again. */
import { type HclCursor } from "./hcl-cursor.ts";

/** Behind a value stands neither comma nor bracket: what is left of the line is passed over, up to a bracket or comma on it. */
export function skipJunk(cursor: HclCursor, bracket: ")" | "]"): boolean {
  cursor.problem();
  const end = cursor.lineEnd();
  const sign = new RegExp(bracket === "]" ? "[\\],]" : "[),]", "g");
  sign.lastIndex = cursor.at;
  const found = sign.exec(cursor.text.slice(0, end));
  if (found !== null) {
    cursor.at = found.index + (found[0] === "," ? 1 : 0);
    return true;
  }
  // A comma is missing at the end of the line.
  cursor.at = end;
  return end < cursor.text.length;
}

/** To the next sign on the line that ends an item; at least one character. */
export function skipWords(cursor: HclCursor): void {
  const sign = /[\n,}]/g;
  sign.lastIndex = cursor.at;
  const found = sign.exec(cursor.text);
  cursor.at = found === null ? cursor.text.length : found.index;
}
