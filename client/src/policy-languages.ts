/** What the server's hosts read; a test holds it against their list. */

/** The languages whose files may hold policies. Untitled files count: people paste policies to have them read. */
export const POLICY_LANGUAGES = [
  "json",
  "jsonc",
  "iam-policy",
  "terraform",
  "opentofu",
  "terraform-vars",
  "opentofu-vars",
  "hcl",
  "yaml",
].map((language) => ({
  language,
}));

/** The documents that may hold policies: VS Code has no language for some files unless another extension brings it. */
export const POLICY_DOCUMENTS = [
  ...POLICY_LANGUAGES,
  { language: "plaintext", pattern: "**/*.{tf,tofu,tfvars,hcl,tftpl,tpl,tfstate,template}" },
];

/**
 * With those that only show policies to their readers, which the server reads if the setting says so, and those of any name
 * that Terraform may read a policy from, which it reads where a module does.
 */
export const READ_DOCUMENTS = [...POLICY_DOCUMENTS, { language: "plaintext" }, { language: "markdown" }];

/** The files whose change on disk may change an answer. */
export const POLICY_FILES = "**/*{.json,.jsonc,.tfstate,.tf,.tofu,.tfvars,.hcl,.tftpl,.tpl,.yaml,.yml,.template}";
