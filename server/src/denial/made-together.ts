/** What one template, or one module, makes. */

/**
 * The same for all files of one: a module of Terraform is a folder. What it makes under a provider that it names is apart:
 * that may be in another account.
 */
export function sourceOf(file: string, provider?: string): string {
  const source = /\.(?:tf|tofu)$/.test(file) ? file.slice(0, file.lastIndexOf("/") + 1) : file;
  return provider === undefined ? source : `${source} ${provider}`;
}
