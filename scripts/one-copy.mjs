// Of a package that is installed in the same version at several places, the bundles take one copy.
import { readFileSync } from "node:fs";
import { join, sep } from "node:path";

/**
 * A plugin for esbuild. npm puts a copy of the AWS SDK's core beneath each of its clients, because another version
 * lies above them: 13 times the same code. Any of the copies will do, since what each may need was resolved for the
 * same version; the one that is taken depends on the lock file alone, so that builds are alike.
 */
export function oneCopyOfEachPackage(root) {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const taken = takenCopies(packages);
  return {
    name: "one-copy-of-each-package",
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...from }) => {
        if (pluginData === ALREADY_ASKED) return undefined;
        const { importer, resolveDir, kind, namespace, with: attributes } = from;
        const options = { importer, resolveDir, kind, namespace, with: attributes, pluginData: ALREADY_ASKED };
        const found = await build.resolve(path, options);
        if (found.errors.length > 0 || found.external) return undefined;
        return { path: inTakenCopy(found.path, root, taken), sideEffects: found.sideEffects };
      });
    },
  };
}

const ALREADY_ASKED = Symbol("resolved by esbuild itself");

/** From the folder of each copy that is left out to that of the one that is taken. `packages`: of the lock file. */
export function takenCopies(packages) {
  const first = new Map();
  const taken = new Map();
  for (const folder of Object.keys(packages).sort()) {
    const { name, version, link } = packages[folder];
    if (version === undefined || link === true) continue;
    const key = `${name ?? folder.slice(folder.lastIndexOf(FOLDER) + FOLDER.length)}@${version}`;
    if (first.has(key)) taken.set(folder, first.get(key));
    else first.set(key, folder);
  }
  return taken;
}

const FOLDER = "node_modules/";

function inTakenCopy(path, root, taken) {
  const inside = path.startsWith(join(root, sep)) ? path.slice(root.length + 1).replaceAll(sep, "/") : "";
  const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(inside)?.[0] ?? "";
  const copy = taken.get(folder);
  return copy === undefined ? path : join(root, copy + inside.slice(folder.length));
}
