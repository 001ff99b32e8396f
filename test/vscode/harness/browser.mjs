// Chromium without a window, and the address of VS Code's workbench.
import { playwright } from "./kit.mjs";

const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];
/** Starts the browser at `path`. The caller closes it. */
export function launchBrowser(path) {
  return playwright().chromium.launch({ executablePath: path, headless: true, args: SWITCHES });
}

/** The address that opens `path` in the workbench, or nothing, with pairs for VS Code's own start-up payload. */
export function workbenchAddress(serverUrl, path, payload = [], kind = "folder") {
  const address = new URL(serverUrl);
  if (path === undefined) address.searchParams.set("ew", "true");
  else address.searchParams.set(kind, path);
  if (payload.length > 0) address.searchParams.set("payload", JSON.stringify(payload));
  return address.href;
}
