/** A snapshot of a whole account: what is seen while it is searched, and what else has to wait meanwhile. */
import { join } from "node:path";
import { type ForkedServer, residentMegabytes, startServer } from "../test/support/language-server.ts";
import { caretMove, hover, placeOf } from "./editing.ts";
import { type Amount, median, type Measurement } from "./measure.ts";
import { policyOf, snapshotOf } from "../test/support/sized-policies.ts";

export async function measureSnapshot(): Promise<readonly (Measurement | Amount)[]> {
  const server = await startServer(join(process.cwd(), "dist", "server.js"), {});
  const small = policyOf(6_000);
  const text = snapshotOf(5_000_000);
  server.open("small.json", small);
  await hover(server, "small.json", placeOf(small, "Condition", 2));
  const search = await searchOf(server, text, () => hover(server, "small.json", placeOf(small, "Condition", 2)));
  const carets: number[] = [];
  for (let move = 0; move < 30; move++) {
    carets.push(await caretMove(server, SNAPSHOT, placeOf(text, "s3:GetObjektTagging", move % 10)));
  }
  await server.stop();
  return [
    { name: "server: 5 MB account snapshot, first findings", milliseconds: search.first, limit: 2_000 },
    { name: "server: the same, all findings", milliseconds: search.all, limit: 15_000 },
    { name: "server: the same, progress shown", milliseconds: search.progress, limit: 2_000 },
    { name: "server: the same, slowest hover in another file meanwhile", milliseconds: search.hover, limit: 50 },
    { name: "server: the same, caret move to fixes", milliseconds: median(carets), limit: 5 },
    { name: "server: the same, memory", amount: search.megabytes, unit: "MB", limit: 350 },
  ];
}

interface Search {
  readonly first: number;
  readonly all: number;
  readonly hover: number;
  /** When the client is first told how far it is. */
  readonly progress: number;
  /** The most at any time. */
  readonly megabytes: number;
}

/** What this reads of the protocol's `$/progress`. */
interface ShownProgress {
  readonly token: number | string;
  readonly value: { readonly kind: string; readonly title?: string };
}

const SNAPSHOT = "snapshot.json";

/** A search that shows no end by then is one without. */
const LONGEST_SEARCH_MS = 180_000;

/** From opening the snapshot to the end of what is shown of its progress. */
async function searchOf(server: ForkedServer, text: string, hoverElsewhere: () => Promise<number>): Promise<Search> {
  const times = { progress: Infinity, all: Infinity };
  const started = performance.now();
  const elapsed = (): number => performance.now() - started;
  // On a slow machine the other file is searched long enough to show its progress, too.
  let token: number | string | undefined;
  server.connection.onNotification("$/progress", (shown: ShownProgress) => {
    if (shown.value.kind === "begin" && shown.value.title?.endsWith(SNAPSHOT) === true) token = shown.token;
    if (shown.token !== token) return;
    times.progress = Math.min(times.progress, elapsed());
    if (shown.value.kind === "end") times.all = elapsed();
  });
  server.open(SNAPSHOT, text);
  const first = server.nextDiagnostics(SNAPSHOT).then(elapsed);
  const hovers: number[] = [];
  let megabytes = 0;
  while (times.all === Infinity && elapsed() < LONGEST_SEARCH_MS) {
    hovers.push(await hoverElsewhere());
    megabytes = Math.max(megabytes, residentMegabytes(server.process.pid ?? 0) ?? 0);
    await new Promise((resume) => setTimeout(resume, 20));
  }
  return { ...times, first: await first, hover: Math.max(...hovers), megabytes };
}
