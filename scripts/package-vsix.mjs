// Builds the extension and packages it as iam-verdict.vsix, which must stay small and hold nothing unexpected.
//   node scripts/package-vsix.mjs
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { createVSIX, listFiles } from "@vscode/vsce";

const root = join(import.meta.dirname, "..");
const LARGEST = 4 * 1024 * 1024;

/** Returns the path of the package. Throws when the build fails, a file is missing or too many, or it is too large. */
export async function packageVsix() {
  const build = spawnSync("npm run build", { cwd: root, shell: true, stdio: "inherit" });
  if (build.status !== 0) throw new Error("the build failed, so there is nothing to package");
  checkFiles(await listFiles({ cwd: root, dependencies: false }));
  const packagePath = join(root, "iam-verdict.vsix");
  rmSync(packagePath, { force: true });
  // The README's links are read on the project's page; packaging asks no server to rewrite them.
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const { size } = statSync(packagePath);
  console.log(`${packagePath}: ${(size / 1024 / 1024).toFixed(2)} MB of ${LARGEST / 1024 / 1024} MB at most`);
  if (size > LARGEST) throw new Error(`the package has ${size} bytes, more than ${LARGEST}`);
  return packagePath;
}

function checkFiles(packed) {
  // A page for every check: they come and go with the checks, and a test of their own keeps them in step.
  const found = [...new Set(packed.map((file) => file.replace(/^docs\/checks\/[^/]+\.md$/, "docs/checks/*.md")))];
  const expected = JSON.parse(readFileSync(join(root, "scripts/packaged-files.json"), "utf8"));
  const missing = expected.filter((file) => !found.includes(file));
  const extra = found.filter((file) => !expected.includes(file));
  if (missing.length > 0 || extra.length > 0) {
    throw new Error(
      `the package differs from scripts/packaged-files.json: missing [${missing.join(", ")}], extra [${extra.join(", ")}]`,
    );
  }
}

if (process.argv[1] === import.meta.filename) await packageVsix();
