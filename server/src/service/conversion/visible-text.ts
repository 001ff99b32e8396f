/** Characters that nobody sees, as the escapes of the form: whatever shows or prints the text leaves them as they are. */
import { invisible } from "../../wording/phrase.ts";
import { type ConvertedForm } from "./forms.ts";

/** Of a text in which such characters stand in quoted texts alone. */
export function withVisibleText(text: string, form: ConvertedForm): string {
  return text.replace(invisible(), (sign) => (WHITE_SPACE.has(sign) ? sign : escapeOf(sign, form)));
}

/** It lays out the text: in quoted texts it is escaped already. */
const WHITE_SPACE: ReadonlySet<string> = new Set(["\n", "\r", "\t"]);

function escapeOf(sign: string, form: ConvertedForm): string {
  const code = sign.codePointAt(0) ?? 0;
  if (code <= 0xffff) return `\\u${hex(code, 4)}`;
  return LONG_ESCAPES.has(form)
    ? `\\U${hex(code, 8)}`
    : [...sign.split("")].map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`).join("");
}

/** The others write a pair of surrogates. */
const LONG_ESCAPES: ReadonlySet<ConvertedForm> = new Set(["terraform", "jsonencode", "cloudformation", "cdk-python"]);

function hex(code: number, length: number): string {
  return code.toString(16).padStart(length, "0");
}
