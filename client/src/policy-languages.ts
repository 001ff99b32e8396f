/** The languages whose files may hold policies. Untitled files count: people paste policies to have them read. */
export const POLICY_LANGUAGES = ["json", "jsonc", "iam-policy"].map((language) => ({ language }));
