// What is bundled, and how: the options for esbuild of every file that ships in dist/.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import { oneCopyOfEachPackage } from "./one-copy.mjs";
import { sharing } from "./shared-engine.mjs";

/** What holds the engine, by the name of its file in dist/. */
const WITH_ENGINE = { server: "server/src/main-node.ts", cli: "server/src/main-cli.ts" };

/**
 * Nearly all of it is AWS's library, which asks values for the names of their classes. Shorter identifiers beside names that
 * are kept take a fifth off the compressed file; what they cost where functions are made is nothing beside a call to AWS.
 */
const SHORT_WITHIN = { minifyIdentifiers: true, keepNames: true };

/**
 * `root`: the folder of the project. A development bundle can be read and debugged, so each is whole; the others are small.
 */
export function bundles({ root, development }) {
  const common = {
    absWorkingDir: root,
    bundle: true,
    metafile: true,
    minifySyntax: !development,
    minifyWhitespace: !development,
    // Identifiers stay: stack traces in a user's log name our functions, and keeping names beside shortened ones costs
    // time wherever a function is made.
    sourcemap: development ? "linked" : false,
    // jsonc-parser's main is UMD, which a bundle cannot follow.
    mainFields: ["module", "main"],
    alias: {
      minimatch: "./client/src/minimatch.ts",
      // Its modules, of which a bundle takes the few that are needed; what Node would take is one piece.
      yaml: "./node_modules/yaml/browser/index.js",
    },
    target: "es2022",
    // The licences of what is bundled are in THIRD-PARTY-NOTICES.txt.
    legalComments: "none",
    plugins: [styleAsText(development), ...(development ? [] : [inAscii, oneNamespace])],
  };
  const node = { ...common, platform: "node", format: "cjs", target: "node20" };
  const browser = { ...common, platform: "browser", mainFields: ["browser", "module", "main"] };
  // What is imported for its types alone is in another bundle already.
  const typesApart = { tsconfigRaw: { compilerOptions: { target: "ES2022", verbatimModuleSyntax: false } } };
  return [
    { ...node, entryPoints: ["client/src/main-node.ts"], outfile: "dist/client.js", external: ["vscode"] },
    ...(development
      ? Object.entries(WITH_ENGINE).map(([name, entry]) => ({
          ...node,
          entryPoints: [entry],
          outfile: `dist/${name}.js`,
        }))
      : [sharing(node, WITH_ENGINE, "engine")]),
    { ...node, entryPoints: ["server/src/main-start.ts"], outfile: "dist/start-server.js" },
    {
      ...node,
      entryPoints: ["server/src/main-aws.ts"],
      outfile: "dist/aws.js",
      ...(development ? {} : SHORT_WITHIN),
      plugins: [...common.plugins, oneCopyOfEachPackage(root)],
    },
    { ...node, ...typesApart, entryPoints: ["server/src/main-aws-cli.ts"], outfile: "dist/aws-cli.js" },
    {
      ...node,
      entryPoints: ["client/src/main-aws.ts"],
      outfile: "dist/aws-commands.js",
      external: ["vscode"],
      ...typesApart,
    },
    {
      ...browser,
      entryPoints: ["client/src/main-browser.ts"],
      outfile: "dist/browser/client.js",
      format: "cjs",
      external: ["vscode"],
    },
    {
      ...browser,
      entryPoints: ["client/page/explanation-page.ts"],
      outfile: "dist/explanation-page.js",
      format: "iife",
    },
    { ...browser, entryPoints: ["server/src/main-browser.ts"], outfile: "dist/browser/server.js", format: "iife" },
  ];
}

/**
 * One character that is not in Latin-1 makes V8 keep the whole text of a bundle, which takes megabytes, with two bytes for
 * each character. esbuild escapes them in strings, but not in regular expressions, where the same escapes mean the same.
 */
const inAscii = {
  name: "in-ascii",
  setup(build) {
    const { absWorkingDir: root = "" } = build.initialOptions;
    build.onEnd(({ metafile }) => {
      for (const path of Object.keys(metafile?.outputs ?? {}).filter((one) => one.endsWith(".js"))) {
        const text = readFileSync(join(root, path), "utf8");
        const escaped = text.replace(/[^\0-\x7f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
        if (escaped !== text) writeFileSync(join(root, path), escaped);
      }
    });
  },
};

/**
 * Each of our modules that imports from a CommonJS package makes a namespace of it when it starts, with a getter for each
 * name: 41 times the 500 names of the protocol's library, a sixth of what it takes to run the server's bundle. All of them
 * take the first one.
 */
const oneNamespace = {
  name: "one-namespace",
  setup(build) {
    const { absWorkingDir: root = "" } = build.initialOptions;
    build.onEnd(({ metafile }) => {
      for (const path of Object.keys(metafile?.outputs ?? {}).filter((one) => one.endsWith(".js"))) {
        const text = readFileSync(join(root, path), "utf8");
        const kept = withNamespacesKept(text);
        if (kept !== text) writeFileSync(join(root, path), kept);
      }
    });
  },
};

/** `text`: a bundle as esbuild writes it. Throws if it makes namespaces in another way than is known here. */
export function withNamespacesKept(text) {
  if (!text.includes("__toESM(")) return text;
  const kept = text.replace(
    "__toESM=(mod,isNodeMode,target)=>(",
    "__namespaces=[new WeakMap,new WeakMap],__toESM=(mod,isNodeMode)=>{" +
      "if(Object(mod)!==mod)return __newNamespace(mod,isNodeMode);" +
      "let known=__namespaces[isNodeMode?1:0],made=known.get(mod);" +
      "return made===undefined&&known.set(mod,made=__newNamespace(mod,isNodeMode)),made}," +
      "__newNamespace=(mod,isNodeMode,target)=>(",
  );
  if (kept === text) throw new Error("esbuild makes namespaces of CommonJS modules in another way: mend bundles.mjs");
  return kept;
}

/** A style sheet as a text: a page that carries its style is styled from its first paint on. */
function styleAsText(development) {
  return {
    name: "style-as-text",
    setup(build) {
      build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: !development });
        return { contents: code, loader: "text", watchFiles: [path] };
      });
    },
  };
}
