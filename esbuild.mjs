// Builds everything that ships:  node esbuild.mjs [--watch] [--development] [--sizes]
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { context } from "esbuild";
import { bundles } from "./scripts/bundles.mjs";
import { packCatalogIfOld } from "./scripts/packed-catalog.mjs";
import { bundledPackages, dataPackages, thirdPartyNotices } from "./scripts/third-party-notices.mjs";

const root = import.meta.dirname;
const watch = process.argv.includes("--watch");
const development = watch || process.argv.includes("--development");
const saysSizes = process.argv.includes("--sizes");
/** Parts of what calls AWS. */
const SDK = /node_modules\/@(?:aws-sdk|smithy)\//;
const OF_CALLS = new RegExp(`${SDK.source}|^(?:server|client)/src/aws/|/src/cli/aws`);

/** What leads to the calls, and reads what they saved, in the bundles that start with the editor or the command line. */
const FOR_CALLS =
  /^client\/src\/(?:commands\/ask-aws|fetched-files)\.ts$|^server\/src\/(?:service\/answers\/asked|hosts\/aws-cli-organization|workspace\/organization-levels)\.ts$/;
const LARGEST_SHARE = 0.01;

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

rmSync(join(root, "dist"), { recursive: true, force: true });
mkdirSync(join(root, "dist"), { recursive: true });
copyCatalog();
const contexts = await Promise.all(
  bundles({ root, development }).map((options) =>
    context({
      ...options,
      logLevel: watch ? "silent" : "warning",
      plugins: watch ? [...options.plugins, reportForTasks] : options.plugins,
    }),
  ),
);
if (watch) await Promise.all(contexts.map((one) => one.watch()));
else {
  // Failures have been printed by esbuild itself.
  const results = await Promise.allSettled(contexts.map((one) => one.rebuild()));
  await Promise.all(contexts.map((one) => one.dispose()));
  if (results.some(({ status }) => status === "rejected")) process.exit(1);
  const metafiles = results.map(({ value }) => value.metafile);
  keepAwsApart(metafiles);
  keepAwsSmall(metafiles);
  writeNotices(metafiles);
}

/** What calls AWS is loaded with the first command that asks it: what starts before holds no part of it. */
function keepAwsApart(metafiles) {
  const others = metafiles.flatMap(({ outputs }) => Object.entries(outputs).filter(([path]) => path !== "dist/aws.js"));
  const found = others.flatMap(([path, { inputs }]) => {
    const parts = path.startsWith("dist/aws-") ? SDK : OF_CALLS;
    const input = Object.keys(inputs).find((name) => parts.test(name));
    return input === undefined ? [] : [`${path} holds a part of what calls AWS: ${input}`];
  });
  for (const sentence of found) console.error(sentence);
  if (found.length > 0) process.exit(1);
}

/** Who never asks AWS does not pay for it: not a hundredth of what starts is for that. */
function keepAwsSmall(metafiles) {
  const sizes = metafiles.flatMap(({ outputs }) =>
    Object.entries(outputs).map(([path, { bytes, inputs }]) => {
      const ofCalls = Object.entries(inputs).filter(([name]) => FOR_CALLS.test(name));
      return { path, bytes, forCalls: ofCalls.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0) };
    }),
  );
  for (const { path, bytes, forCalls } of sizes.filter((one) => one.forCalls > 0 && !one.path.startsWith("dist/aws"))) {
    const sentence = `${path}: ${forCalls} of ${bytes} bytes are for asking AWS (${((100 * forCalls) / bytes).toFixed(2)} %)`;
    if (saysSizes) console.log(sentence);
    if (forCalls > LARGEST_SHARE * bytes) {
      console.error(`${sentence}, more than a hundredth`);
      process.exit(1);
    }
  }
}

function copyCatalog() {
  packCatalogIfOld();
  for (const name of ["catalog-core.json", "catalog-descriptions.json", "managed-policies.txt"]) {
    cpSync(join(root, "generated", name), join(root, "dist", name));
  }
}

function writeNotices(metafiles) {
  const { text, refusals } = thirdPartyNotices([...dataPackages(root), ...bundledPackages(metafiles, root)]);
  for (const refusal of refusals) console.error(`THIRD-PARTY-NOTICES.txt: ${refusal}`);
  if (refusals.length > 0) process.exit(1);
  writeFileSync(join(root, "THIRD-PARTY-NOTICES.txt"), text);
}
