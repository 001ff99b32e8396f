/** Open documents as the service reads them, and the question that their findings answer. */
import { type WorkspaceFolder } from "vscode-languageserver";
import { LARGEST_FILE, type SourcesAround } from "../hosts/host.ts";
import { isOfExamples, isSyntaxToldByEditors, mayRefer } from "../hosts/index.ts";
import { type FindingsQuestion, KnownParts, type PolicyDocument, type PolicyService } from "../service/index.ts";
import { isLargerThan } from "../text/size.ts";
import { type Configurations } from "./configurations.ts";
import { type DocumentVersion } from "./open-documents.ts";
import { pathOf } from "./paths.ts";
import { type ServiceSource } from "./service-source.ts";
import { type SurroundingsSource } from "./surroundings.ts";
import { type Log } from "./run-safe.ts";
import { resultOfWork, resultSoon, type Work } from "./work.ts";
import { type Consulted, isUnchanged, noteConsulted, NOTHING_CONSULTED } from "../workspace/consulted.ts";

export interface DocumentReading {
  readonly service: PolicyService;
  readonly document: PolicyDocument;
  readonly question: FindingsQuestion;
}

export interface Readings {
  /** Undefined once the version is not the newest any more. */
  of(version: DocumentVersion): Promise<DocumentReading | undefined>;
  forget(uri: string): void;
}

/** As many as people look at side by side, with room to go back. */
const MOST_KEPT = 10;

/** A longer text takes more than a slice, so whoever asks about another file behind it comes first. */
const MOST_AT_ONCE = 500_000;

interface KeptReading {
  readonly version: DocumentVersion;
  readonly configuration: FindingsQuestion["configuration"];
  /** The other files of the workspace; undefined where they were not known. */
  readonly around: SourcesAround | undefined;
  /** What it rests on of them: a host looks into them, and Terraform says of files what they are. Undefined until it is read. */
  consulted: Consulted | undefined;
  /** What the next version of the document is read with. */
  readonly parts: KnownParts;
  /** Undefined if the version was not the newest to the end. */
  readonly document: Promise<PolicyDocument | undefined>;
}

export function createReadings(
  services: ServiceSource,
  configurations: Configurations,
  surroundings: SurroundingsSource,
  work: Work,
  folders: () => readonly WorkspaceFolder[],
  log: Log,
): Readings {
  const sizes = createSizeWarnings(log);
  // The last asked for comes last.
  const kept = new Map<string, KeptReading>();

  const read = (version: DocumentVersion, configuration: KeptReading["configuration"], service: PolicyService) => {
    const known = kept.get(version.uri);
    const around = surroundings.current()?.around;
    if (known?.version === version && known.configuration === configuration && restsOnSame(known, around)) return known;
    const path = pathOf(version.uri, folders());
    const parts = known?.parts ?? new KnownParts();
    const noted = around === undefined ? undefined : noteConsulted(around);
    const { languageId } = version;
    const source = { path, languageId, text: version.text.getText(), around: noted?.around, known: parts };
    sizes.see(version);
    const steps = service.read(source, configuration);
    const reading: KeptReading = {
      version,
      configuration,
      around,
      consulted: undefined,
      parts,
      document: (source.text.length > MOST_AT_ONCE ? resultOfWork : resultSoon)(work, steps, () => version.isNewest()),
    };
    reading.document.then(
      () => (reading.consulted = noted?.consulted() ?? NOTHING_CONSULTED),
      () => {
        if (kept.get(version.uri) === reading) kept.delete(version.uri);
      },
    );
    return reading;
  };

  return {
    async of(version) {
      const [service, configuration] = await Promise.all([services.service(), configurations.of(version.uri)]);
      if (!version.isNewest()) return undefined;
      const reading = read(version, configuration, service);
      kept.delete(version.uri);
      kept.set(version.uri, reading);
      const oldest = kept.keys().next();
      if (kept.size > MOST_KEPT && oldest.done !== true) kept.delete(oldest.value);
      const document = await reading.document;
      if (document === undefined || !version.isNewest()) return undefined;
      const reportSyntax = !isSyntaxToldByEditors(version.languageId);
      return { service, document, question: { configuration, workspace: surroundings.current(), reportSyntax } };
    },
    forget: (uri) => {
      kept.delete(uri);
      sizes.forget(uri);
    },
  };
}

/** Logs once of each document, for as long as it is open, that it is too large to be checked. */
function createSizeWarnings(log: Log) {
  const told = new Set<string>();
  return {
    see({ uri, text }: DocumentVersion): void {
      if (told.has(uri) || !isLargerThan(text.getText(), LARGEST_FILE)) return;
      told.add(uri);
      const most = LARGEST_FILE / (1024 * 1024);
      log.warn(`${uri} is not checked: it is larger than ${most} MB. Split it, or check its policies alone.`);
    },
    forget: (uri: string) => told.delete(uri),
  };
}

/** Would the same be read with these files around? */
function restsOnSame({ version, around: before, consulted }: KeptReading, around: SourcesAround | undefined): boolean {
  const about = { path: version.uri, languageId: version.languageId };
  if (before === around || isOfExamples(about)) return true;
  // Its references are followed when somebody asks, too.
  if (mayRefer(about)) return false;
  return before !== undefined && around !== undefined && consulted !== undefined && isUnchanged(consulted, around);
}
