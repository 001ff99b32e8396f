/** A Sid, or the name of a policy, for what allows an action: letters and digits, which are taken everywhere. */
export function nameOfAllowing(action: string): string {
  const words = action.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `Allow${words.join("")}`;
}
