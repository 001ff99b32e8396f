#!/usr/bin/env node
/** The command `iam-verdict`: ties the subcommands to a real process. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { version } from "../../package.json";
import type * as AwsRoom from "./aws/index.ts";
import { openCatalog } from "./catalog/open-catalog.ts";
import type * as AwsCli from "./main-aws-cli.ts";
import { runCatalog } from "./cli/catalog.ts";
import { type CommandIo } from "./cli/command-io.ts";
import { runConvert } from "./cli/convert.ts";
import { runDescribe } from "./cli/describe.ts";
import { runEvaluate } from "./cli/evaluate.ts";
import { askedInMessage, runExplain } from "./cli/explain.ts";
import { runFit } from "./cli/fit.ts";
import { runLint } from "./cli/lint.ts";
import { lintShare } from "./cli/lint-files.ts";
import { EXIT } from "./cli/exit-codes.ts";
import { type CommandEntry, runCli } from "./cli/main.ts";
import { runNeeds } from "./cli/needs.ts";
import { runReadDenial } from "./cli/read-denial.ts";
import { runSatisfiable } from "./cli/satisfiable.ts";
import { type FoundInFiles, type SecondThread, type SharedLint } from "./cli/second-thread.ts";
import { openStandardStreams } from "./cli/standard-streams.ts";
import { runWhoCan } from "./cli/who-can.ts";
import { openService, type PolicyService } from "./service/index.ts";

const COMMANDS: readonly CommandEntry[] = [
  { name: "lint", summary: "find what is wrong with the policies below a folder", run: runLint },
  { name: "explain", summary: "explain an AccessDenied message from the policies below a folder", run: runExplain },
  { name: "who-can", summary: "list the statements that allow or deny an action on a resource", run: runWhoCan },
  { name: "read-denial", summary: "read the fields out of AccessDenied messages", run: runReadDenial },
  { name: "evaluate", summary: "decide requests against policies (JSON Lines)", run: runEvaluate },
  { name: "satisfiable", summary: "prove that statements never match, or show requests that do", run: runSatisfiable },
  { name: "describe", summary: "say what an action, condition key, operator or resource type is", run: runDescribe },
  {
    name: "convert",
    summary: "print a policy in the form of another tool: Terraform, CloudFormation, CDK",
    run: runConvert,
  },
  { name: "needs", summary: "say which permissions an API operation or a command of the AWS CLI needs", run: runNeeds },
  { name: "fit", summary: "make a policy fit into AWS's quota: shrink it, or split it", run: runFit },
  { name: "aws", summary: "ask AWS: who am I, decode, fetch, simulate, recent denials, validate", run: askAws },
  { name: "catalog", summary: "show what reference data this build carries", run: runCatalog },
];

// A command runs much code for some seconds at the most: with V8's own budget half as much time again goes into compiling it.
setFlagsFromString("--interrupt-budget=500000");

let opened: PolicyService | undefined;

/** Failures in the second thread, which is left to the first one to tell of. */
let failures = 0;

const colors = process.stdout.isTTY && process.env["NO_COLOR"] === undefined ? "colors" : "plain";

const io: CommandIo = {
  ...openStandardStreams(process, colors, () => process.exit(EXIT.unusable)),
  cwd: process.cwd(),
  service: () =>
    (opened ??= openService({
      catalog: () =>
        openCatalog({
          core: readAsset("catalog-core.json"),
          descriptions: () => readAsset("catalog-descriptions.json"),
          managedPolicies: () => readAsset("managed-policies.txt"),
        }),
      log: {
        error: (message) => {
          if (isMainThread) io.err.text(`iam-verdict: ${message}`);
          else failures++;
        },
      },
    })),
  ...(availableParallelism() > 1 ? { secondThread: startSecondThread } : {}),
};

/** The same program again: its work is at the end of this file. */
function startSecondThread(shared: SharedLint): SecondThread {
  const thread = new Worker(__filename);
  thread.postMessage(shared);
  const found = new Promise<FoundInFiles>((resolve) => {
    thread.once("message", (files: FoundInFiles) => {
      resolve(files);
    });
    // What it took and did not do, the first one does.
    for (const ending of ["error", "exit"]) {
      thread.once(ending, () => {
        resolve(new Map());
      });
    }
  });
  return { found, end: () => void thread.terminate() };
}

/** It and the calls are in files of their own, so that no other command loads them. */
function askAws(args: string[], own: CommandIo): Promise<number> {
  const ended = new AbortController();
  process.once("SIGINT", () => {
    ended.abort();
  });
  // The SDK leaves work of its own behind that fails after the call has; what came of the call is said by us.
  process.on("unhandledRejection", () => undefined);
  const aws = (): typeof AwsRoom => createRequire(__filename)("./aws.js") as typeof AwsRoom;
  const { runAws } = createRequire(__filename)("./aws-cli.js") as typeof AwsCli;
  return runAws(args, { ...own, aws, explain: runExplain, askedInMessage, cancel: ended.signal });
}

if (isMainThread) {
  // The exit code is set, not forced, so that everything written to a pipe arrives.
  void runCli(process.argv.slice(2), io, COMMANDS, version).then((code) => {
    process.exitCode = code;
  });
} else {
  parentPort?.once("message", (shared: SharedLint) => {
    void lintShare(shared, io).then((found) => parentPort?.postMessage(failures === 0 ? found : new Map()));
  });
}

function readAsset(name: string): string {
  return readFileSync(join(__dirname, name), "utf8");
}
