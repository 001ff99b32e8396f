/** What the operating system refused, in words. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission is denied"],
  ["EPERM", "permission is denied"],
  ["EISDIR", "it is a folder"],
  ["ERR_FS_EISDIR", "it is a folder"],
  ["EEXIST", "there is a file of that name"],
  ["EROFS", "the disk is read-only"],
  ["ENOENT", "it does not exist"],
  ["ENOTDIR", "a part of its path is not a folder"],
  ["ELOOP", "its symbolic links form a loop"],
  ["ENOSPC", "the disk is full"],
  ["EFBIG", "it is longer than files may be"],
  ["EDQUOT", "the disk quota is used up"],
  ["EPIPE", "the pipe is closed"],
]);

/** A clause such as `permission is denied`; what has no words here keeps the system's own. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return REASONS.get(codeOf(error) ?? "") ?? error.message;
}

export function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}
