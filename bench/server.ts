/** The built server as a process: how soon it answers, and how much memory it takes. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ForkedServer, residentMegabytes, startServer } from "../test/support/language-server.ts";
import { type Amount, median, type Measurement } from "./measure.ts";

export async function measureServer(policy: string): Promise<readonly (Measurement | Amount)[]> {
  const starts: number[] = [];
  const firsts: number[] = [];
  const megabytes: number[] = [];
  for (let run = 0; run < 5; run++) {
    const server = await startServer(join(process.cwd(), "dist", "server.js"), {});
    starts.push(server.initializeMs);
    firsts.push(await firstOpen(server, policy));
    megabytes.push(residentMegabytes(server.process.pid ?? 0) ?? 0);
    await server.stop();
  }
  const kept = await firstOpensWithKeptCode(policy);
  const warm = await firstOpensLater(policy);
  return [
    { name: "server: process start to initialize's answer", milliseconds: median(starts), limit: 300 },
    { name: "server: open a 6 kB policy to its findings, first", milliseconds: median(firsts), limit: 45 },
    { name: "server: the same, with the code that an earlier start kept", milliseconds: median(kept), limit: 45 },
    { name: "server: the same, a second after the start", milliseconds: median(warm), limit: 45 },
    { name: "server: memory with one file open", amount: median(megabytes), unit: "MB", limit: 150 },
  ];
}

/** Wrong in one place, so that there is a finding to wait for. */
function firstOpen(server: ForkedServer, policy: string): Promise<number> {
  const wrong = policy.replace("s3:GetObject", "s3:GetObjekt");
  return timed(() => (server.open("policy.json", wrong), server.nextDiagnostics("policy.json")));
}

/** By then the first of these starts has kept its code (main-start.ts). */
const LONGEST_UNTIL_KEPT_MS = 60_000;

/** As the extension starts the server every time but for the first after an update. */
async function firstOpensWithKeptCode(policy: string): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), "compiled-"));
  const start = (): Promise<ForkedServer> =>
    startServer(join(process.cwd(), "dist", "start-server.js"), {}, "ipc", [`--compiled=${folder}`]);
  const keeping = await start();
  await firstOpen(keeping, policy);
  const began = performance.now();
  const isKept = (): boolean => readdirSync(folder).filter((name) => name.endsWith(".compiled")).length === 2;
  while (!isKept() && performance.now() - began < LONGEST_UNTIL_KEPT_MS) {
    await new Promise((resume) => setTimeout(resume, 200));
  }
  await keeping.stop();
  const firsts: number[] = [];
  for (let run = 0; run < 5; run++) {
    const server = await start();
    firsts.push(await firstOpen(server, policy));
    await server.stop();
  }
  rmSync(folder, { recursive: true });
  return firsts;
}

/** Whoever starts the editor without a policy, and opens one then: the server has warmed up. */
async function firstOpensLater(policy: string): Promise<readonly number[]> {
  const firsts: number[] = [];
  for (let run = 0; run < 5; run++) {
    const server = await startServer(join(process.cwd(), "dist", "server.js"), {});
    await new Promise((resume) => setTimeout(resume, 1_000));
    firsts.push(await firstOpen(server, policy));
    await server.stop();
  }
  return firsts;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
