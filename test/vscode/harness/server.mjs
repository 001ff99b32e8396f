// VS Code's own server on a loopback port, with settings that keep it quiet and offline.
import { execFileSync, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { nodeBinary, serverMain } from "./kit.mjs";
import { until } from "./poll.mjs";
import { endProcessTree, endTogetherWith, whenThisEnds } from "./processes.mjs";

const QUIET_SETTINGS = {
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "npm.fetchOnlinePackageInfo": false,
  "files.autoSave": "off",
};
const NO_GALLERY = '{"serviceUrl":""}';

/** Installs a packaged extension for servers that use the same two folders. */
export function installExtension(vsix, { dataFolder, extensionsFolder }) {
  mkdirSync(dataFolder, { recursive: true });
  const args = [serverMain, "--install-extension", resolve(vsix), "--force", "--accept-server-license-terms"];
  const output = execFileSync(nodeBinary, [...args, ...folderArguments({ dataFolder, extensionsFolder })], {
    encoding: "utf8",
    env: { ...process.env, EXTENSIONS_GALLERY: NO_GALLERY },
  });
  if (!output.includes("was successfully installed")) throw new Error(`the extension was not installed:\n${output}`);
}

/**
 * Starts the server and waits until it answers. `port` 0 takes a free one. With a `token`, only an address that
 * carries it is let in. Gives back its address, what it has printed so far, and how to stop it.
 */
export async function startServer({
  dataFolder,
  extensionsFolder,
  port = 0,
  token,
  args = [],
  env = {},
  settings = {},
  trusted = true,
}) {
  mkdirSync(join(dataFolder, "User"), { recursive: true });
  mkdirSync(extensionsFolder, { recursive: true });
  writeFileSync(join(dataFolder, "User/settings.json"), JSON.stringify({ ...QUIET_SETTINGS, ...settings }));
  // Sockets go here: their path may have 107 bytes at most.
  const sockets = mkdtempSync(join(tmpdir(), "iv-"));
  const usedPort = port === 0 ? await freePort() : port;
  const url = `http://127.0.0.1:${usedPort}`;
  const access = token === undefined ? ["--without-connection-token"] : ["--connection-token", token];
  const server = spawn(
    nodeBinary,
    [serverMain, "--host", "127.0.0.1", "--port", String(usedPort), ...access, "--accept-server-license-terms"].concat(
      ["--telemetry-level", "off", ...(trusted ? ["--disable-workspace-trust"] : [])],
      folderArguments({ dataFolder, extensionsFolder }),
      args,
    ),
    {
      // A process group of its own, so that ending it reaches the extension host too.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environment(sockets, dataFolder), ...env },
    },
  );
  endTogetherWith(server.pid);
  whenThisEnds(() => rmSync(sockets, { recursive: true, force: true }));
  const output = collectOutput(server, join(dataFolder, "server.log"));
  const stop = async () => {
    if (server.exitCode === null) await endProcessTree(server.pid);
  };
  try {
    await until("an answer of VS Code's server", 60_000, () => {
      if (server.exitCode !== null) throw new Error(`VS Code's server ended at once:\n${output()}`);
      return answers(`${url}/version`);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, output, stop };
}

function folderArguments({ dataFolder, extensionsFolder }) {
  return ["--server-data-dir", dataFolder, "--user-data-dir", dataFolder, "--extensions-dir", extensionsFolder];
}

function environment(sockets, dataFolder) {
  return {
    PATH: `${dirname(nodeBinary)}${delimiter}${process.env.PATH ?? ""}`,
    XDG_RUNTIME_DIR: sockets,
    XDG_DATA_HOME: dataFolder,
    XDG_CONFIG_HOME: dataFolder,
    EXTENSIONS_GALLERY: NO_GALLERY,
    VSCODE_IPC_HOOK_CLI: "",
  };
}

function collectOutput(server, logFile) {
  const parts = [];
  const log = createWriteStream(logFile);
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (part) => {
      parts.push(String(part));
      log.write(part);
    });
  }
  return () => parts.join("");
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}
