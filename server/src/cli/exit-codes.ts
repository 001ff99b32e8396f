/** What the exit code of a subcommand says. In a file of its own, so that `iam-verdict aws` does not bundle the engine. */

/** Nothing at or above the bar; findings or a denial explained; input or arguments that could not be used. */
export const EXIT = { clean: 0, findings: 1, unusable: 2 } as const;
