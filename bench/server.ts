/** The built server as a process: how soon it answers, and how much memory it takes. */
import { join } from "node:path";
import { residentMegabytes, startServer } from "../test/support/language-server.ts";
import { median, type Measurement } from "./measure.ts";

export interface ServerFigures {
  readonly measurements: readonly Measurement[];
  readonly megabytes: number | undefined;
}

export async function measureServer(policy: string): Promise<ServerFigures> {
  const starts: number[] = [];
  const firsts: number[] = [];
  const edits: number[] = [];
  let megabytes: number | undefined;
  for (let run = 0; run < 5; run++) {
    const server = await startServer(join(process.cwd(), "dist", "server.js"), {});
    starts.push(server.initializeMs);
    // Wrong in one place, so that there is a finding to wait for.
    const wrong = policy.replace("s3:GetObject", "s3:GetObjekt");
    firsts.push(await timed(() => (server.open("policy.json", wrong), server.nextDiagnostics("policy.json"))));
    for (let edit = 0; edit < 10; edit++) {
      const text = wrong.replace("Statement0", `Statement0x${edit}`);
      edits.push(await timed(() => (server.change("policy.json", text), server.nextDiagnostics("policy.json"))));
    }
    megabytes = residentMegabytes(server.process.pid ?? 0);
    await server.stop();
  }
  return {
    megabytes,
    measurements: [
      { name: "server: process start to initialize's answer", milliseconds: median(starts), limit: 300 },
      { name: "server: open a 6 kB policy to its findings, first", milliseconds: median(firsts), limit: 50 },
      { name: "server: keystroke to findings", milliseconds: median(edits), limit: 16 },
    ],
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
