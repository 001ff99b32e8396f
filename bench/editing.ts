/** What people wait for while they edit, over the protocol: from an edit to its findings, from a caret move to its fixes. */
import { join } from "node:path";
import { CodeActionTriggerKind } from "vscode-languageserver-protocol";
import { type TestServer, residentMegabytes, startServer, uriOf } from "../test/support/language-server.ts";
import { type Amount, median, type Measurement } from "./measure.ts";
import { policyOf } from "../test/support/sized-policies.ts";

const MODULE = join(process.cwd(), "dist", "server.js");

/** A name that is wrong in one place, so that there is a finding to wait for. */
const SMALL = policyOf(6_000).replace("s3:GetObject", "s3:GetObjekt");
/** 560 statements. */
const LARGE = policyOf(260_800).replace("s3:GetObject", "s3:GetObjekt");

export async function measureEditing(): Promise<readonly (Measurement | Amount)[]> {
  const small = await measureEdits(SMALL, 60);
  const large = await measureEdits(LARGE, 50);
  return [
    { name: "server: edit to findings, 6 kB", milliseconds: small.edit, limit: 12 },
    { name: "server: edit to findings, 300 kB with 560 statements", milliseconds: large.edit, limit: 120 },
    { name: "server: caret move to fixes, 6 kB", milliseconds: small.caret, limit: 5 },
    { name: "server: caret move to fixes, 300 kB", milliseconds: large.caret, limit: 5 },
    { name: "server: hover, 6 kB", milliseconds: small.hover, limit: 0.8 },
    { name: "server: hover, 300 kB", milliseconds: large.hover, limit: 0.8 },
    { name: "server: completion of an action, 6 kB", milliseconds: small.completion, limit: 2 },
    { name: "server: completion of an action, 300 kB", milliseconds: large.completion, limit: 2 },
    { name: "server: colours of what is in view, 300 kB", milliseconds: large.view, limit: 5 },
    { name: "server: all colours, 6 kB", milliseconds: small.colours, limit: 2 },
    { name: "server: all colours, 300 kB", milliseconds: large.colours, limit: 30 },
    { name: "server: memory, 300 kB policy after 50 edits", amount: large.megabytes, unit: "MB", limit: 140 },
  ];
}

interface Edits {
  readonly edit: number;
  readonly caret: number;
  readonly hover: number;
  readonly completion: number;
  readonly view: number;
  readonly colours: number;
  readonly megabytes: number;
}

/** An action, a condition, an element and a resource. */
const HOVERED = ["sqs:SendMessage", "aws:RequestedRegion", "Condition", "arn:aws:sqs"];

/** One resource's name grows by a letter at a time. */
async function measureEdits(text: string, count: number): Promise<Edits> {
  const server = await startServer(MODULE, { snippets: true, listDefaults: true });
  const path = "policy.json";
  server.open(path, text);
  await server.nextDiagnostics(path);
  await settled(server, path);
  const place = placeOf(text, "bucket-3/", "bucket-3".length);
  const edits: number[] = [];
  for (let edit = 0; edit < count; edit++) {
    const started = performance.now();
    server.replace(path, { start: place, end: place }, "x");
    await server.nextDiagnostics(path);
    edits.push(performance.now() - started);
  }
  const megabytes = residentMegabytes(server.process.pid ?? 0) ?? 0;
  const carets: number[] = [];
  for (let move = 0; move < 30; move++)
    carets.push(await caretMove(server, path, placeOf(text, "s3:GetObjekt", move % 8)));
  const hovers: number[] = [];
  const completions: number[] = [];
  for (let at = 0; at < 60; at++) {
    hovers.push(await hover(server, path, placeOf(text, HOVERED[at % HOVERED.length] ?? "", 2)));
    completions.push(await completion(server, path, placeOf(text, "sqs:SendMessage", at % 8)));
  }
  const views: number[] = [];
  const colours: number[] = [];
  for (let at = 0; at < 15; at++) {
    const top = Math.max(0, place.line - at);
    const range = { start: { line: top, character: 0 }, end: { line: top + 50, character: 0 } };
    views.push(await answered(server, path, "textDocument/semanticTokens/range", { range }));
    colours.push(await answered(server, path, "textDocument/semanticTokens/full", {}));
  }
  await server.stop();
  return {
    edit: median(edits),
    caret: median(carets),
    hover: median(hovers),
    completion: median(completions),
    view: median(views),
    colours: median(colours),
    megabytes,
  };
}

/** How long the answer to what an editor asks after each move of the caret takes. */
export async function caretMove(server: TestServer, path: string, at: Place): Promise<number> {
  const started = performance.now();
  await server.connection.sendRequest("textDocument/codeAction", {
    textDocument: { uri: uriOf(path) },
    range: { start: at, end: at },
    context: { diagnostics: [], triggerKind: CodeActionTriggerKind.Automatic },
  });
  return performance.now() - started;
}

export function hover(server: TestServer, path: string, position: Place): Promise<number> {
  return answered(server, path, "textDocument/hover", { position });
}

/** As an editor asks when the list is opened. */
function completion(server: TestServer, path: string, position: Place): Promise<number> {
  return answered(server, path, "textDocument/completion", { position });
}

async function answered(server: TestServer, path: string, method: string, params: object): Promise<number> {
  const started = performance.now();
  await server.connection.sendRequest(method, { textDocument: { uri: uriOf(path) }, ...params });
  return performance.now() - started;
}

/** What the server does by itself after its start is over when a hover on an effect, which needs a proof, is soon answered. */
async function settled(server: TestServer, path: string): Promise<void> {
  const times: number[] = [];
  while (times.length < 20 || median(times.slice(-20)) > 2 * Math.min(...times)) {
    times.push(await hover(server, path, { line: 0, character: 0 }));
  }
}

export interface Place {
  readonly line: number;
  readonly character: number;
}

export function placeOf(text: string, word: string, behind: number): Place {
  const before = text.slice(0, text.indexOf(word)).split("\n");
  return { line: before.length - 1, character: (before.at(-1) ?? "").length + behind };
}
