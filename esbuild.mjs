// Builds everything that ships into dist/:  node esbuild.mjs [--watch] [--development]
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { context, transform } from "esbuild";
import { packCatalogIfOld } from "./scripts/packed-catalog.mjs";

const root = import.meta.dirname;
const watch = process.argv.includes("--watch");
const development = watch || process.argv.includes("--development");

/** Prints what a task's problem matcher waits for, and every error in the form it reads. */
const reportForTasks = {
  name: "report-for-tasks",
  setup(build) {
    build.onStart(() => console.log("[watch] build started"));
    build.onEnd(({ errors }) => {
      for (const { text, location } of errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      console.log("[watch] build finished");
    });
  },
};

/** A style sheet as a text: a page that carries its style is styled from its first paint on. */
const styleAsText = {
  name: "style-as-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: !development });
      return { contents: code, loader: "text", watchFiles: [path] };
    });
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  minifySyntax: !development,
  minifyWhitespace: !development,
  // Identifiers stay: stack traces in a user's log name our functions, and keeping names beside shortened ones costs time
  // wherever a function is made.
  sourcemap: development ? "linked" : false,
  // jsonc-parser's main is UMD, which a bundle cannot follow.
  mainFields: ["module", "main"],
  target: "es2022",
  legalComments: "none",
  logLevel: watch ? "silent" : "warning",
  plugins: watch ? [styleAsText, reportForTasks] : [styleAsText],
};
const node = { ...common, platform: "node", format: "cjs", target: "node20" };
const browser = { ...common, platform: "browser", mainFields: ["browser", "module", "main"] };

const bundles = [
  { ...node, entryPoints: ["client/src/main-node.ts"], outfile: "dist/client.js", external: ["vscode"] },
  { ...node, entryPoints: ["server/src/main-node.ts"], outfile: "dist/server.js" },
  {
    ...node,
    entryPoints: ["server/src/main-cli.ts"],
    outfile: "dist/cli.js",
    banner: { js: "#!/usr/bin/env node" },
  },
  {
    ...browser,
    entryPoints: ["client/src/main-browser.ts"],
    outfile: "dist/browser/client.js",
    format: "cjs",
    external: ["vscode"],
  },
  { ...browser, entryPoints: ["client/page/explanation-page.ts"], outfile: "dist/explanation-page.js", format: "iife" },
  { ...browser, entryPoints: ["server/src/main-browser.ts"], outfile: "dist/browser/server.js", format: "iife" },
];

rmSync(join(root, "dist"), { recursive: true, force: true });
mkdirSync(join(root, "dist"), { recursive: true });
copyCatalog();
const contexts = await Promise.all(bundles.map((options) => context(options)));
if (watch) await Promise.all(contexts.map((one) => one.watch()));
else {
  // Failures have been printed by esbuild itself.
  const results = await Promise.allSettled(contexts.map((one) => one.rebuild()));
  await Promise.all(contexts.map((one) => one.dispose()));
  if (results.some(({ status }) => status === "rejected")) process.exit(1);
}

function copyCatalog() {
  packCatalogIfOld();
  for (const name of ["catalog-core.json", "catalog-descriptions.json"]) {
    cpSync(join(root, "generated", name), join(root, "dist", name));
  }
}
