/** Which folders are looked into, by what they are called: also where nobody can look any more. */

/** What Git and package managers keep changes all the time, and holds no policies of the workspace. */
const OF_TOOLS = /\/(?:\.git|node_modules|\.terraform)(?:\/|$)/;
/** `main.tf` and `index.js` are files; `v1.2` and `.github` may be folders. */
const ENDING = /[^/]\.[a-z][a-z0-9]*$/i;

/** May a folder of this path hold files of the workspace? */
export function mayBeOwnFolder(path: string): boolean {
  return !OF_TOOLS.test(path) && !ENDING.test(path);
}

/**
 * The globs of the setting `search.exclude` that are turned on, for files and for whole folders. One that depends on a file
 * beside another (`when`) is not among them, nor one that would end the list it stands in.
 */
export function excludedFromSearch(setting: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(setting)
    .filter(([glob, value]) => value === true && !/[{},]/.test(glob))
    .flatMap(([glob]) => (glob.endsWith("/**") ? [glob] : [glob, `${glob.replace(/\/$/, "")}/**`]));
}
