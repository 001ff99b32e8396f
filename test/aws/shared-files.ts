/** The files of profiles and keys that AWS's own tools share, in a folder of the suite, and none of the machine's own. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach } from "node:test";

/** Both sections of a profile with keys. */
export const KEYS = "aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n";

export interface SharedFiles {
  readonly folder: string;
  /** Writes both files; before each test they are empty. */
  readonly write: (config: string, credentials: string) => void;
}

/** In a suite: its tests see no variable of AWS but those that name these files. */
export function useSharedFiles(name: string): SharedFiles {
  const saved = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const write = (config: string, credentials: string): void => {
    writeFileSync(join(folder, "config"), config);
    writeFileSync(join(folder, "credentials"), credentials);
  };
  const ofSuite = {
    AWS_CONFIG_FILE: join(folder, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
    HOME: folder,
  };
  const reset = (): void => {
    const others = Object.entries(saved).filter(([variable]) => !variable.startsWith("AWS_"));
    process.env = { ...Object.fromEntries(others), ...ofSuite };
    write("", "");
  };
  before(reset);
  beforeEach(reset);
  after(() => {
    process.env = saved;
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, write };
}
