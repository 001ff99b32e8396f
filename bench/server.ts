/** The built server as a process: how soon it answers, and how much memory it takes. */
import { join } from "node:path";
import { residentMegabytes, startServer } from "../test/support/language-server.ts";
import { type Amount, median, type Measurement } from "./measure.ts";

export async function measureServer(policy: string): Promise<readonly (Measurement | Amount)[]> {
  const starts: number[] = [];
  const firsts: number[] = [];
  const megabytes: number[] = [];
  for (let run = 0; run < 5; run++) {
    const server = await startServer(join(process.cwd(), "dist", "server.js"), {});
    starts.push(server.initializeMs);
    // Wrong in one place, so that there is a finding to wait for.
    const wrong = policy.replace("s3:GetObject", "s3:GetObjekt");
    firsts.push(await timed(() => (server.open("policy.json", wrong), server.nextDiagnostics("policy.json"))));
    megabytes.push(residentMegabytes(server.process.pid ?? 0) ?? 0);
    await server.stop();
  }
  return [
    { name: "server: process start to initialize's answer", milliseconds: median(starts), limit: 300 },
    { name: "server: open a 6 kB policy to its findings, first", milliseconds: median(firsts), limit: 45 },
    { name: "server: memory with one file open", amount: median(megabytes), unit: "MB", limit: 150 },
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
