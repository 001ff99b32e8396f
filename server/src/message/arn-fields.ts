/** Account and Region out of an ARN of a message, where they are not masked. */

export function accountOfArn(arn: string | null): string | null {
  const account = arn?.split(":", 6)[4]?.trim();
  return account !== undefined && /^\d{12}$/.test(account) ? account : null;
}

export function regionOfArn(arn: string | null): string | null {
  const region = arn?.split(":", 5)[3]?.trim();
  return region !== undefined && /^[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}[a-z]?$/.test(region) ? region : null;
}
