/** Which proxy the commands of the editor go through, by the settings below `http`. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { after, before, beforeEach, describe, test } from "node:test";
import { commandLine } from "./command-line.ts";
import { type Editor, openEditor } from "./editor.ts";

const VARIABLES = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"] as const;

describe("the proxy of the editor's settings", () => {
  commandLine();
  let editor: Editor;
  /** Who was connected to first: both hang up. */
  const connected: string[] = [];
  const servers: Server[] = [];
  const kept = { ...process.env };

  async function listen(name: string): Promise<number> {
    const server = createServer((socket) => {
      connected.push(name);
      socket.on("error", () => undefined).end();
    }).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  }

  let proxy = "";
  let other = "";
  let endpoint = "";
  before(async () => {
    editor = await openEditor();
    proxy = `http://127.0.0.1:${await listen("proxy")}`;
    other = `http://127.0.0.1:${await listen("the other proxy")}`;
    endpoint = `https://127.0.0.1:${await listen("AWS")}`;
  });
  beforeEach(() => {
    connected.length = 0;
    for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
    process.env["AWS_ENDPOINT_URL"] = endpoint;
  });
  after(() => {
    for (const server of servers) server.close();
    for (const name of VARIABLES) {
      Reflect.deleteProperty(process.env, name);
      if (kept[name] !== undefined) process.env[name] = kept[name];
    }
  });

  const user = (value: unknown): { readonly globalValue: unknown } => ({ globalValue: value });
  for (const [name, settings, isOfEnvironment, first] of [
    ["http.proxy of the user", () => ({ proxy: user(proxy) }), false, "proxy"],
    ["no setting", () => ({}), false, "AWS"],
    ["an empty http.proxy", () => ({ proxy: user("") }), false, "AWS"],
    ["http.proxy of the workspace alone", () => ({ proxy: { workspaceValue: proxy } }), false, "AWS"],
    ["http.proxySupport off", () => ({ proxy: user(proxy), proxySupport: user("off") }), false, "AWS"],
    ["http.noProxy", () => ({ proxy: user(proxy), noProxy: user(["127.0.0.1"]) }), false, "AWS"],
    ["http.noProxy of another host", () => ({ proxy: user(proxy), noProxy: user(["s3.test"]) }), false, "proxy"],
    ["a proxy of the environment", () => ({}), true, "proxy"],
    ["http.noProxy beside one of the environment", () => ({ noProxy: user(["127.0.0.1"]) }), true, "AWS"],
    ["http.proxy beside one of the environment", () => ({ proxy: user(other) }), true, "the other proxy"],
  ] as const) {
    test(`${name}: ${first} is connected to`, async () => {
      if (isOfEnvironment) process.env["HTTPS_PROXY"] = proxy;
      editor.http = settings();
      await editor.run("whoAmI", {});
      assert.deepEqual([...new Set(connected)], [first]);
    });
  }
});
