/** The commands of the extension that ask AWS, beside a VS Code that notes in order what it is asked to show. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { openService } from "../../server/src/service/index.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { awsWithoutWaits } from "./without-waits.ts";

/** In the order of `shown`; `options` is whatever was passed beside the words. */
export interface Shown {
  readonly kind: "message" | "pick" | "input" | "dialog" | "progress" | "command";
  readonly words: string;
  readonly options: readonly unknown[];
}

export interface Editor {
  readonly shown: Shown[];
  /** What the user picks and writes, by a part of the words that ask; nothing where it is not named. */
  answers: Readonly<Record<string, string>>;
  /** The text in the editor. */
  text: string;
  /** The settings below `http`, as `inspect` gives them. */
  http: Readonly<Record<string, { readonly globalValue?: unknown; readonly workspaceValue?: unknown }>>;
  /** What the denials of the explanation at hand asked for. */
  asked: readonly { readonly principal?: string; readonly action?: string; readonly resource?: string }[];
  /** The folder that is open; nothing is written there but what `written` has. */
  folder: string | undefined;
  readonly written: Map<string, string>;
  /** What the file system of that folder cannot do. */
  files: FileSystemFaults;
  /** Presses Cancel on the progress that is shown. */
  cancel: () => void;
  /** What is remembered for the workspace: without it this is another one. */
  readonly ofWorkspace: Map<string, unknown>;
  readonly run: (command: EditorCommand, passed: object) => Promise<unknown>;
  /** By the names that are registered for the palette; `load` as the extension is given it. */
  readonly register: (load: (() => object) | undefined) => ReadonlyMap<string, (passed?: unknown) => Promise<unknown>>;
}

export interface FileSystemFaults {
  /** Renaming fails, and as VS Code deletes what it overwrites first, that is gone then. */
  readonly noRename?: boolean;
  /** Writing to such a path breaks off in the middle. */
  readonly breaksOff?: (path: string) => boolean;
  readonly links?: readonly string[];
  readonly folders?: readonly string[];
}

const COMMANDS = {
  whoAmI: "who-am-i",
  decodeMessage: "decode-message",
  fetchPolicies: "fetch-policies",
  askSimulator: "ask-simulator",
  recentDenials: "recent-denials",
  createPolicyCheck: "check-policy",
  chooseProfile: "choose-profile",
  forgetFetched: "forget-fetched",
} as const;

export type EditorCommand = keyof typeof COMMANDS;

type Run = (desk: unknown, passed: unknown) => Promise<unknown>;

let built: Promise<string> | undefined;

/** The real modules, as one script. */
async function bundled(): Promise<string> {
  const files = Object.entries(COMMANDS).map(([name, file]) => [name, `aws/${file}`] as const);
  const lines = [...files, ["registerAwsCommands", "commands/ask-aws"] as const].map(
    ([name, file]) => `export { ${name} } from "./client/src/${file}.ts";`,
  );
  const { outputFiles } = await build({
    stdin: { contents: lines.join("\n"), resolveDir: process.cwd() },
    // What comes from packages is loaded already.
    ...{ bundle: true, write: false, platform: "node", format: "cjs", target: "node20", packages: "external" },
    alias: { minimatch: join(process.cwd(), "client", "src", "minimatch.ts") },
    tsconfigRaw: { compilerOptions: { target: "ES2022", verbatimModuleSyntax: false } },
  });
  return outputFiles[0]?.text ?? "";
}

export async function openEditor(): Promise<Editor> {
  const script = await (built ??= bundled());
  const editor: Noting = {
    ...{ shown: [], answers: {}, http: {}, text: "", asked: [], ofWorkspace: new Map() },
    ...{ folder: undefined, written: new Map(), files: {}, cancel: () => undefined },
  };
  const registered = new Map<string, (passed?: unknown) => Promise<unknown>>();
  const vscode = vscodeOf(editor, registered);
  const real = createRequire(join(process.cwd(), "package.json"));
  const module = { exports: {} as Readonly<Record<string, unknown>> };
  const require = (name: string): unknown => (name === "vscode" ? vscode : real(name));
  // A script of our own, just made.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function("module", "exports", "require", script)(module, module.exports, require);
  const desk = deskOf(editor);
  return Object.assign(editor, {
    register: (load: (() => object) | undefined) => {
      registered.clear();
      (module.exports["registerAwsCommands"] as (host: object, load: unknown) => void)({}, load);
      return registered;
    },
    run: async (command: EditorCommand, passed: object) => {
      editor.shown.length = 0;
      if (command !== "createPolicyCheck") return await (module.exports[command] as Run)(desk, passed);
      const check = (module.exports[command] as () => { run: Run; dispose: () => void })();
      try {
        return await check.run(desk, passed);
      } finally {
        check.dispose();
      }
    },
  });
}

type Noting = Omit<Editor, "run" | "register">;

interface Picked {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** What the commands may use of VS Code; whatever else they ask for is not there. */
function vscodeOf(editor: Noting, registered: Map<string, unknown>): object {
  const note = (kind: Shown["kind"], words: unknown, options: readonly unknown[] = []): void => {
    editor.shown.push({ kind, words: String(words), options });
  };
  const answerTo = (words: string): string | undefined =>
    Object.entries(editor.answers).find(([part]) => words.includes(part))?.[1];
  const message = (words: string, ...options: readonly unknown[]): Promise<undefined> => {
    note("message", words, options);
    return Promise.resolve(undefined);
  };
  const nothing = { dispose: () => undefined };
  const on = (): object => nothing;
  return {
    window: {
      ...{ showInformationMessage: message, showWarningMessage: message, showErrorMessage: message },
      showQuickPick: (items: readonly Picked[], { title = "", placeHolder = "" }) => {
        const rows = items.map(({ label, description = "", detail = "" }) =>
          `${label} ${description} ${detail}`.trim(),
        );
        note("pick", [title, ...rows, ...(placeHolder === "" ? [] : [placeHolder])].join("\n"));
        const wanted = answerTo(title);
        return Promise.resolve(items.find(({ label }) => wanted !== undefined && label.includes(wanted)));
      },
      showInputBox: ({ title = "", prompt = "" }) => {
        note("input", `${title}\n${prompt}`);
        return Promise.resolve(answerTo(title));
      },
      showOpenDialog: ({ title = "" }) => {
        note("dialog", title);
        return Promise.resolve(answerTo(title) === undefined ? undefined : [answerTo(title)]);
      },
      withProgress: ({ title = "" }, run: (progress: object, token: object) => Promise<unknown>) => {
        note("progress", title);
        const onCancellationRequested = (cancel: () => void): object => {
          editor.cancel = cancel;
          return nothing;
        };
        return run({ report: () => undefined }, { onCancellationRequested });
      },
      get activeTextEditor() {
        return { document: documentOf(editor.text), selection: undefined };
      },
      showTextDocument: () => Promise.resolve(undefined),
    },
    workspace: {
      get workspaceFolders() {
        return editor.folder === undefined ? undefined : [{ uri: editor.folder }];
      },
      ...{ isTrusted: true, onDidChangeTextDocument: on, onDidCloseTextDocument: on },
      getConfiguration: (section: string) => ({
        inspect: (name: string) => (section === "http" ? editor.http[name] : undefined),
      }),
      openTextDocument: () => Promise.resolve({}),
      findFiles: () => Promise.resolve([...editor.written.keys()].filter((path) => /\/resource-[^/]*$/.test(path))),
      fs: filesOf(editor),
    },
    languages: { createDiagnosticCollection: () => ({ ...nothing, set: () => undefined, delete: () => undefined }) },
    commands: {
      registerCommand: (name: string, run: unknown) => {
        registered.set(name, run);
        return nothing;
      },
      executeCommand: (name: string, ...passed: readonly unknown[]) => {
        note("command", name, passed);
        return Promise.resolve(undefined);
      },
    },
    env: { clipboard: { readText: () => Promise.resolve("") } },
    ...{ ProgressLocation: { Notification: 15 }, QuickPickItemKind: { Separator: -1 } },
    ...{ DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 }, FileType: TYPES },
    ...{ Range: Object, RelativePattern: Object, Diagnostic: Object, FileSystemError: MissingFile },
    Uri: { parse: (text: string) => text, joinPath: (...parts: readonly string[]) => parts.join("/") },
    ...{ l10n: { t: (text: string) => text }, Disposable: { from: () => nothing } },
  };
}

class MissingFile extends Error {
  readonly code = "FileNotFound";

  static FileIsADirectory(path: string): Error {
    return new Error(`${path} is a folder`);
  }
}

const TYPES = { File: 1, Directory: 2, SymbolicLink: 64 };

/** What is written to a link goes to `outside`. */
function filesOf(editor: Noting): object {
  const { written } = editor;
  const deleted = new Set<string>();
  const isLink = (path: string): boolean => editor.files.links?.includes(path) === true && !deleted.has(path);
  const typeOf = (path: string): number =>
    isLink(path)
      ? TYPES.SymbolicLink | TYPES.File
      : editor.files.folders?.includes(path) === true
        ? TYPES.Directory
        : written.has(path)
          ? TYPES.File
          : 0;
  return {
    createDirectory: () => Promise.resolve(),
    readFile: () => Promise.resolve(new TextEncoder().encode("{}")),
    stat: (path: string) =>
      typeOf(path) === 0 ? Promise.reject(new MissingFile(path)) : Promise.resolve({ type: typeOf(path) }),
    writeFile: (path: string, bytes: Uint8Array) => {
      const text = new TextDecoder().decode(bytes);
      const isBroken = editor.files.breaksOff?.(path) === true;
      written.set(isLink(path) ? "outside" : path, isBroken ? text.slice(0, text.length / 2) : text);
      return isBroken ? Promise.reject(new Error("the disk is full")) : Promise.resolve();
    },
    delete: (path: string) => {
      deleted.add(path);
      return Promise.resolve(void written.delete(path));
    },
    rename: (from: string, to: string) => {
      const text = written.get(from);
      written.delete(to);
      deleted.add(to);
      if (editor.files.noRename === true || text === undefined) return Promise.reject(new Error("not supported"));
      written.set(to, text);
      return Promise.resolve(void written.delete(from));
    },
  };
}

function documentOf(text: string): object {
  const rest = { version: 1, isClosed: false, uri: "file:///policy.json", positionAt: (offset: number) => offset };
  return { getText: (range?: unknown) => (range === undefined ? text : ""), ...rest };
}

/** What the commands share, with nothing of it written anywhere. */
function deskOf(editor: Noting): object {
  const mementoOf = (kept: Map<string, unknown>): object => ({
    get: (key: string) => kept.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  });
  const service = openService({ catalog: realCatalog, log: { error: () => undefined } });
  const explanation = {
    get current() {
      const denials = editor.asked.map((asked) => ({ asked: { context: {}, ...asked }, files: { layers: [] } }));
      return denials.length === 0 ? undefined : { message: "", facts: [], result: { denials } };
    },
    explainAgain: () => Promise.resolve(undefined),
  };
  return {
    aws: awsWithoutWaits,
    choices: { workspace: mementoOf(editor.ofWorkspace), everywhere: mementoOf(new Map()) },
    log: { info: () => undefined, show: () => undefined },
    room: {
      client: {
        sendRequest: (_name: string, { message }: { readonly message: string }) =>
          Promise.resolve(service.readDenial(message)),
        sendNotification: () => Promise.resolve(),
      },
      ...{ explanation, panel: { visible: false, fileColumn: 1 }, documents: { add: () => "" } },
      fetched: { keep: (name: string) => name, forget: () => [] },
    },
  };
}
