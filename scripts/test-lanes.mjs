// Which lane a file of tests is in: by its name, and by what it leaves out of `npm test`.
import { basename } from "node:path";

/** Draws values at random. */
export const isSearch = (path) => path.endsWith(".search.test.ts");

/** The functions by which a file leaves something out (test/support/searching.ts), and what does so for many files. */
const LEAVING_OUT = /\b(?:someOf|fewOf|quarterOf|eighthOf|coveringOf|shareOf|lengthOf|describeCheck)\(/;

/** Of what `npm test` leaves out the lane of the searches hears. `text`: of the file. */
export const leavesOut = (text) => LEAVING_OUT.test(text);

/** Whether a path part is the name of this file, with or without its folder and its endings: it is to be run whole. */
export function isNamed(path, part) {
  const named = basename(part);
  return named !== "" && path.includes(part) && [named, stemOf(named)].includes(stemOf(basename(path)));
}

function stemOf(name) {
  return name.replace(/\.test\.ts$/, "").replace(/\.(?:sweep|search)$/, "");
}
