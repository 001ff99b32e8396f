/** Runs a subcommand without a process: what it printed and its exit code. */
import { type CommandIo } from "../../server/src/cli/command-io.ts";
import { createOutput } from "../../server/src/cli/output.ts";
import { type Command } from "../../server/src/cli/main.ts";
import { openService, type PolicyService } from "../../server/src/service/index.ts";
import { miniCatalog } from "./mini-catalog.ts";

export interface CommandRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandSetting {
  readonly stdin?: string;
  readonly cwd?: string;
  readonly color?: boolean;
}

export async function runCommand(
  command: Command,
  args: readonly string[],
  { stdin = "", cwd = process.cwd(), color = false }: CommandSetting = {},
): Promise<CommandRun> {
  let stdout = "";
  let stderr = "";
  let service: PolicyService | undefined;
  const io: CommandIo = {
    stdin: chunks(stdin),
    out: createOutput((raw) => void (stdout += raw), color ? "colors" : "plain"),
    err: createOutput((raw) => void (stderr += raw), "plain"),
    cwd,
    service: () =>
      (service ??= openService({ catalog: miniCatalog, log: { error: (message) => io.err.text(message) } })),
  };
  const exitCode = await command([...args], io);
  return { exitCode, stdout, stderr };
}

/** In small pieces, as a pipe may deliver it. */
async function* chunks(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 1_000) yield await Promise.resolve(text.slice(at, at + 1_000));
}
