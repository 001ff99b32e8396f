// Builds the extension and packages it as iam-verdict.vsix, which must stay small and hold nothing unexpected.
//   node scripts/package-vsix.mjs
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createVSIX, listFiles } from "@vscode/vsce";
import { extensionPage } from "./extension-page.mjs";

const root = join(import.meta.dirname, "..");
/** In bytes. */
const LARGEST = 4_000_000;
/** What starts with the editor or the command line, and what the first command that asks AWS loads. */
const BUNDLES = ["client.js", "server.js", "cli.js", "engine.js", "aws-commands.js", "aws-cli.js", "aws.js"];
const PAGE = "dist/extension-page.md";

/** Returns the path of the package. Throws when the build fails, a file is missing or too many, or it is too large. */
export async function packageVsix() {
  const build = spawnSync("npm run build -- --sizes", { cwd: root, shell: true, stdio: "inherit" });
  if (build.status !== 0) throw new Error("the build failed, so there is nothing to package");
  writePage();
  checkFiles(await listFiles({ cwd: root, dependencies: false, readmePath: PAGE }));
  const packagePath = join(root, "iam-verdict.vsix");
  rmSync(packagePath, { force: true });
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    readmePath: PAGE,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  for (const name of BUNDLES) console.log(`dist/${name}: ${statSync(join(root, "dist", name)).size} bytes`);
  const { size } = statSync(packagePath);
  console.log(`${packagePath}: ${size} bytes of ${LARGEST} at most`);
  if (size > LARGEST) throw new Error(`the package has ${size} bytes, more than ${LARGEST}`);
  return packagePath;
}

function writePage() {
  const readText = (path) => readFileSync(join(root, path), "utf8");
  const readImage = (path) => readFileSync(join(root, path));
  writeFileSync(join(root, PAGE), extensionPage(readText("README.md"), { readText, readImage }));
}

function checkFiles(packed) {
  // The pages of the documentation come and go, and tests of their own keep them in step.
  const found = [...new Set(packed.map((file) => file.replace(/^(docs\/(?:checks\/)?)[^/]+\.md$/, "$1*.md")))];
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
