/** What becomes of an audit: each failure is said, and any of them fails the command. */

/** The exit code of the process; `complain` gets a line for each failure. */
export function outcomeOf(failures: readonly string[], complain: (line: string) => void): 0 | 1 {
  for (const failure of failures) complain(`FAILED: ${failure}`);
  return failures.length > 0 ? 1 : 0;
}
