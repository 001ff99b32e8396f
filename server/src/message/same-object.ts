/** Codes that stand in one object of a log or a body are those of one error, whatever each key calls it. */
import { type CodeMention } from "./wrappers.ts";

/** Wider objects are logs of many errors. */
const WIDEST = 6000;

/** The mentions, and for those of one object the first alone, as wide as they all are; in the order of the text. */
export function onePerObject(readable: string, codes: readonly CodeMention[]): CodeMention[] {
  if (codes.length < 2 || !readable.includes("{")) return [...codes];
  const objectOf = innermostObjects(readable, codes);
  const firstOf = new Map<number, number>();
  const kept: CodeMention[] = [];
  for (const [index, code] of codes.entries()) {
    const object = code.head === null ? objectOf[index] : undefined;
    const first = object === undefined ? undefined : firstOf.get(object);
    const before = first === undefined ? undefined : kept[first];
    if (first !== undefined && before !== undefined) {
      kept[first] = { ...before, end: code.end };
      continue;
    }
    if (object !== undefined) firstOf.set(object, kept.length);
    kept.push(code);
  }
  return kept;
}

/** Of CloudFormation's handler and the service that it called, the service's code tells the error. */
export function withoutHandlerCodes(readable: string, codes: readonly CodeMention[]): CodeMention[] {
  return codes.filter(({ start }, index) => {
    const before = codes[index - 1];
    if (before === undefined || !readable.startsWith(HANDLER, start) || start - before.end > WIDEST) return true;
    return readable.slice(before.start, start).includes(HANDLER) || !readable.slice(before.end, start).includes(TOKEN);
  });
}

const HANDLER = "HandlerErrorCode";
const TOKEN = "(RequestToken:";

/** Where the object around each mention starts; undefined outside of any. Braces inside strings are rarely uneven. */
function innermostObjects(readable: string, codes: readonly CodeMention[]): readonly (number | undefined)[] {
  const found: (number | undefined)[] = [];
  const open: number[] = [];
  BRACE.lastIndex = 0;
  let brace = BRACE.exec(readable);
  for (const { start } of codes) {
    while (brace !== null && brace.index < start) {
      if (brace[0] === "{") open.push(brace.index);
      else open.pop();
      brace = BRACE.exec(readable);
    }
    const object = open.at(-1);
    found.push(object !== undefined && start - object < WIDEST ? object : undefined);
  }
  return found;
}

const BRACE = /[{}]/g;
