/** Every policy below some paths, checked: the work of `iam-verdict lint` without its arguments and formats. */
import { dirname, join, relative, sep } from "node:path";
import { type SourceText } from "../hosts/host.ts";
import { isPolicyFile, isReadFile, languageOfNamed, mayRefer, OWN_LANGUAGES } from "../hosts/index.ts";
import {
  findingAnswer,
  type FindingsQuestion,
  type FixedText,
  type PolicyService,
  resultOf,
} from "../service/index.ts";
import { createLineIndex } from "../text/line-index.ts";
import { EMPTY_CONFIG } from "../workspace/config.ts";
import { phraseToMessage } from "../wording/message-text.ts";
import { type CommandIo } from "./command-io.ts";
import { printDiff, replaceInFile } from "./fix-files.ts";
import { listAround, moduleAround, readAround } from "./files-around.ts";
import { type LintRequest, type LintResult, NOTHING, together } from "./lint-result.ts";
import { createNotices, noticeBroken, type Notices } from "./notices.ts";
import {
  type FoundInFiles,
  nothingTaken,
  type SecondThread,
  type SharedLint,
  type Takes,
  takesAll,
  takesFirst,
} from "./second-thread.ts";
import { reasonOf } from "./system-errors.ts";
import { emptyInput, findTarget, type Target } from "./target.ts";
import { type WalkedFile, walkFiles, walkPaths } from "./walk-files.ts";
import { findConfig, type FoundConfig, pathWithin } from "./workspace-config.ts";

/** With the lines that standard error was given, such as the files that were left out. */
export interface LintedFiles extends LintResult {
  readonly notices: readonly string[];
}

/** For fewer files a second thread is not worth its start. */
const MANY_FILES = 300;

/** Throws with a clear line if a path does not exist or the workspace file cannot be used. */
export async function lintFiles(request: LintRequest, io: CommandIo): Promise<LintedFiles> {
  const results: LintResult[] = [];
  const notices = createNotices("lint", io);
  const today = new Date().toISOString().slice(0, 10);
  const taken = nothingTaken();
  const second = (await isShared(request, io)) ? io.secondThread?.({ request, today, taken }) : undefined;
  const takes = second === undefined ? takesAll : takesFirst(taken);
  try {
    for (const path of request.paths) {
      results.push(await lintPath(await preparedFor(path, today, request, io, notices), takes, second));
    }
  } finally {
    second?.end();
  }
  return { ...together(results), notices: notices.lines };
}

/** The work of the second thread. What there is to be told the first one tells, and what fails it tries again. */
export async function lintShare({ request, today, taken }: SharedLint, io: CommandIo): Promise<FoundInFiles> {
  const takes = takesFirst(taken);
  if (await hasTooMany(request.paths, io)) return new Map();
  const unheard = createNotices("lint", { cwd: io.cwd, err: { ...io.err, line: () => undefined } });
  const found = new Map<string, LintResult>();
  for (const path of request.paths) {
    const { target, linting } = await preparedFor(path, today, request, io, unheard);
    if (target.kind !== "folder") continue;
    for await (const file of filesBelow(target.folder, path, linting)) {
      const result = takes() ? await lintFile(file, linting) : NOTHING;
      if (result.files > 0 && result.complete) found.set(file.shown, result);
    }
  }
  return found;
}

/** Each thread has all files of its own at hand: of more than this the first one alone takes less memory, and little longer. */
const MOST_IN_TWO = 20_000;

async function hasTooMany([path = "."]: readonly string[], io: CommandIo): Promise<boolean> {
  const target = await findTarget(path, io);
  return target.kind === "folder" && (await hasFiles(target.folder, MOST_IN_TWO));
}

/** One folder with many files is; what is written to files is left to one thread. */
async function isShared({ paths, fixing }: LintRequest, io: CommandIo): Promise<boolean> {
  const [path, ...others] = paths;
  if (io.secondThread === undefined || path === undefined || others.length > 0 || fixing !== "none") return false;
  const target = await findTarget(path, io);
  return target.kind === "folder" && (await hasFiles(target.folder, MANY_FILES));
}

/** Are there as many files that may hold policies? */
async function hasFiles(folder: string, many: number): Promise<boolean> {
  let count = 0;
  for await (const one of walkPaths(folder, isPolicyFile, () => undefined)) {
    if (one !== "" && ++count === many) return true;
  }
  return false;
}

interface Prepared {
  readonly given: string;
  readonly target: Target;
  readonly found: FoundConfig;
  readonly today: string;
  readonly linting: Linting;
}

async function preparedFor(
  given: string,
  today: string,
  request: LintRequest,
  io: CommandIo,
  notices: Notices,
): Promise<Prepared> {
  const target = await findTarget(given, io);
  if (target.kind === "file" && request.only !== undefined) {
    throw new Error(`--only chooses files of folders, and '${given}' is a file. Leave one of the two out.`);
  }
  const found = await findConfig(target.folder, request.configFile, io.cwd);
  const { config } = found;
  const module = config === EMPTY_CONFIG && target.kind === "file" ? moduleAround(target.folder) : undefined;
  const folder = module ?? found.folder;
  found.mistakes.forEach(notices.notice);
  const around =
    target.kind === "folder" || config !== EMPTY_CONFIG
      ? await readAround(folder, config, io.service(), notices)
      : module !== undefined || mayRefer({ path: target.path, languageId: undefined })
        ? await listAround(folder, io.service(), notices)
        : undefined;
  if (around !== undefined) found.notes(around.paths).forEach(notices.notice);
  const configuration = io.service().configure({ config, severities: new Map(), today, kind: request.kind });
  const question: FindingsQuestion = { configuration, workspace: around?.workspace, reportSyntax: true };
  const more = around?.more ?? [];
  const wanted = request.only === undefined ? undefined : new Set(request.only);
  const isWanted = (path: string): boolean => wanted === undefined || wanted.has(path);
  const linting = { ...request, isWanted, service: io.service(), question, folder, more, notices, io };
  return { given, target, found, today, linting };
}

async function lintPath(
  { given, target, found, today, linting }: Prepared,
  takes: Takes,
  second: SecondThread | undefined,
): Promise<LintResult> {
  const { folder, notices } = linting;
  const result =
    target.kind === "file"
      ? await lintNamedFile(target, given, linting)
      : await lintFolder(filesBelow(target.folder, given, linting), linting, takes, second);
  noticeBroken(result.broken, notices.notice);
  // An entry may be about a file that was not looked at.
  if (target.kind === "folder" && linting.only === undefined && isWithin(folder, target.folder)) {
    found.unused(result.accepted, today).forEach(notices.notice);
  }
  return { ...result, complete: result.complete && found.mistakes.length === 0 };
}

function isWithin(folder: string, outer: string): boolean {
  return folder === outer || folder.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

interface Linting extends Pick<LintRequest, "fixing" | "examples" | "only"> {
  /** Of a file of a folder, by its whole path: whether it is to be checked. */
  readonly isWanted: (path: string) => boolean;
  readonly service: PolicyService;
  readonly question: FindingsQuestion;
  /** The folder that the workspace file's globs are relative to. */
  readonly folder: string;
  /** Files of that folder whose names do not say that they hold policies. */
  readonly more: readonly WalkedFile[];
  readonly notices: Notices;
  readonly io: CommandIo;
}

async function* filesBelow(outer: string, given: string, linting: Linting): AsyncIterable<LintedFile> {
  const isRead = linting.examples === "read" ? isReadFile : isPolicyFile;
  for await (const { path, text } of walkFiles(outer, isRead, linting.notices.skipped)) {
    const full = join(outer, path);
    if (linting.isWanted(full)) yield { path: full, shown: forward(join(given, path)), text };
  }
  for (const { path, text } of linting.more) {
    const full = join(linting.folder, path);
    if (isWithin(full, outer) && linting.isWanted(full))
      yield { path: full, shown: forward(join(given, relative(outer, full))), text };
  }
}

/** In the order of the files, whichever thread checks them. */
async function lintFolder(
  files: AsyncIterable<LintedFile>,
  linting: Linting,
  takes: Takes,
  second: SecondThread | undefined,
): Promise<LintResult> {
  const results: LintResult[] = [];
  const left: (readonly [at: number, LintedFile])[] = [];
  for await (const file of files) {
    const isOwn = takes();
    if (!isOwn) left.push([results.length, file]);
    const count = results.push(isOwn ? await lintFile(file, linting) : NOTHING);
    linting.notices.progress(`${count} files checked …`);
  }
  // Nobody waits for a thread that has only begun when all is done.
  const found = left.length === 0 ? undefined : await second?.found;
  for (const [at, file] of left) results[at] = found?.get(file.shown) ?? (await lintFile(file, linting));
  return together(results);
}

/** A file that somebody names is to hold a policy: nothing to check is not the same as nothing found. */
async function lintNamedFile(
  { name, path, read }: Target & { readonly kind: "file" },
  given: string,
  linting: Linting,
): Promise<LintResult> {
  const { text, problem } = await read();
  if (text === undefined) {
    linting.notices.notice(`${name} cannot be read: ${problem}. Give a file or a folder with policies.`);
    return { ...NOTHING, complete: false };
  }
  const languageId = languageOfNamed(pathWithin(linting.folder, path));
  const file = { path, shown: forward(given), text, languageId };
  const result = await lintFile(file, linting);
  if (!result.complete || isAboutPolicy(result)) return result;
  const named = hasEffect(text) ? await lintFile({ ...file, languageId: OWN_LANGUAGES[0] }, linting) : result;
  if (isAboutPolicy(named)) return named;
  if (result.broken.length === 0) linting.notices.notice(withoutPolicy(name, text));
  return { ...result, complete: false };
}

/** Of a text that is none yet there may be something to say, or to mend. */
function isAboutPolicy({ policies, findings, fixed }: LintResult): boolean {
  return policies + findings.length + fixed.length > 0;
}

/** JSON that is meant as a policy, whatever is wrong with it: among many files nobody could say so. */
function hasEffect(text: string): boolean {
  return /^\s*(?:\{|"(?:Version|Id|Statement)"\s*:)/.test(text) && /"effect"/i.test(text);
}

function withoutPolicy(name: string, text: string): string {
  if (text.trim() === "") return emptyInput(name);
  return text.trimStart().startsWith("[") && /"effect"/i.test(text)
    ? `${name} holds a list, but AWS takes only whole policies. Put the statements into the 'Statement' of a policy.`
    : `${name} holds no policy that can be read. Give a file or a folder with policies.`;
}

interface LintedFile {
  readonly path: string;
  /** The name in the answer. */
  readonly shown: string;
  readonly text: string;
  /** What it is to be read as; undefined for what its name says. */
  readonly languageId?: string | undefined;
}

/** A file that cannot be checked does not end the run, which then is not complete. */
async function lintFile(file: LintedFile, linting: Linting): Promise<LintResult> {
  const { shown } = file;
  const { question, folder, notices, fixing } = linting;
  try {
    const within = pathWithin(folder, file.path);
    const source = {
      path: within,
      languageId: file.languageId,
      text: file.text,
      around: question.workspace?.around,
    };
    const { text, looked, ...fixed } =
      fixing === "none" ? { ...NOTHING, text: file.text, looked: undefined } : await fixFile(file, source, linting);
    const { document, run } = looked ?? lookAt({ ...source, text }, linting);
    const lines = createLineIndex(text);
    const broken = document.brokenAt === undefined ? [] : [{ file: shown, place: lines.placeAt(document.brokenAt) }];
    const nameOf = (path: string): string =>
      forward(join(dirname(shown), relative(dirname(file.path), join(folder, path))));
    const findings = run.found.map((finding) => findingAnswer(finding, { shown, lines, nameOf }));
    const accepted = run.accepted.map(({ code, statement }) => ({ path: within, finding: { code, statement } }));
    return { ...fixed, files: 1, policies: document.policies.length, findings, accepted, broken };
  } catch (error) {
    notices.notice(`${shown} could not be checked: ${reasonOf(error)}. Please report this file.`);
    return { ...NOTHING, files: 1, complete: false };
  }
}

function lookAt(source: SourceText, { service, question }: Linting): NonNullable<FixedText["looked"]> {
  const document = resultOf(service.read(source, question.configuration));
  const run = service.diagnostics(document, question);
  while (run.phase !== "done") run.step();
  return { document, run };
}

/** The text that then is in the file, or would be, with what is found in it if somebody looked. */
async function fixFile(
  { path, shown, text: before }: LintedFile,
  source: SourceText,
  { service, question, notices, fixing, io }: Linting,
): Promise<Pick<LintResult, "fixed" | "complete"> & Pick<FixedText, "text" | "looked">> {
  const { text, made, looked } = resultOf(service.fixAll(source, question));
  if (text === before) return { text, looked, fixed: [], complete: true };
  const fixes = made.map(({ code, title }) => ({ code, title: phraseToMessage(title) }));
  if (fixing === "shown") {
    printDiff(shown, before, text, io.out);
    return { text, looked, fixed: [{ file: shown, fixes }], complete: true };
  }
  const problem = await replaceInFile(path, before, text);
  if (problem === undefined) return { text, looked, fixed: [{ file: shown, fixes }], complete: true };
  notices.notice(`${shown} was not changed: ${problem}. Run 'iam-verdict lint --fix-dry-run' to see its fixes.`);
  return { text: before, looked: undefined, fixed: [], complete: false };
}

function forward(path: string): string {
  return sep === "/" ? path : path.split(sep).join("/");
}
