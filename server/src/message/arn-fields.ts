/** Account and Region out of an ARN of a message, where they are not masked. */

export function accountOfArn(arn: string | null): string | null {
  const account = arn?.split(":", 6)[4]?.trim();
  return account !== undefined && /^\d{12}$/.test(account) ? account : null;
}

/** Without the blanks that a formatter or the reading of a picture left beside its colons. */
export function withoutBlanksAtColons(arn: string | null): string | null {
  if (arn === null || !/^arn\s?:/i.test(arn)) return arn;
  return arn.replace(/^(?:[^:]{0,200}:){1,5}\s{0,4}/, (head) => head.replace(/\s{0,4}:\s{0,4}/g, ":"));
}

export function regionOfArn(arn: string | null): string | null {
  const region = arn?.split(":", 5)[3]?.trim();
  return region !== undefined && /^[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}[a-z]?$/.test(region) ? region : null;
}
