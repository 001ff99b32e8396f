// What the server and the command line both need is a file of its own in the package, so that it is carried once.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";

/**
 * Options for esbuild that bundle each of `entries` (output name → source), with what two of them share in the file `name`
 * beside them. esbuild splits only modules of ECMAScript; the files are CommonJS all the same, because V8 keeps the
 * compiled code of a script and not that of a module (lsp/compiled-code.ts).
 */
export function sharing({ plugins, ...options }, entries, name) {
  return {
    outdir: "dist",
    ...options,
    entryPoints: entries,
    splitting: true,
    format: "esm",
    chunkNames: name,
    plugins: [asCommonJs, ...plugins],
  };
}

/** Runs before whatever else is made of the files that esbuild has written. */
const asCommonJs = {
  name: "as-common-js",
  setup(build) {
    const { absWorkingDir: root = "", minifySyntax, minifyWhitespace, target } = build.initialOptions;
    build.onEnd(async ({ metafile }) => {
      for (const path of Object.keys(metafile?.outputs ?? {})) {
        const text = readFileSync(join(root, path), "utf8");
        // Modules are strict by themselves, scripts are where they say so.
        const form = { format: "cjs", banner: '"use strict";', minifySyntax, minifyWhitespace, target };
        const { code } = await transform(text, { ...form, legalComments: "none" });
        writeFileSync(join(root, path), code);
      }
    });
  },
};
