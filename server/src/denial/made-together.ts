/** What one template, or one module, makes. */

/** The same for all files of one: a module of Terraform is a folder. */
export function sourceOf(file: string): string {
  return /\.(?:tf|tofu)$/.test(file) ? file.slice(0, file.lastIndexOf("/") + 1) : file;
}
