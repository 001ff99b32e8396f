/** Which proxy a host is asked through: that of the environment, else the one that a setting names. */
import { getProxyForUrl } from "proxy-from-env";

/** Of the user's settings. */
export interface ProxySetting {
  /** Empty for none. */
  readonly url: string;
  /** Hosts that are asked directly, as NO_PROXY names them. */
  readonly excepted: readonly string[];
}

/** `origin`: as `https://sts.amazonaws.com:443`. Empty for none; what NO_PROXY excepts, no setting brings back. */
export function proxyFor(origin: string, setting: ProxySetting | undefined): string {
  if (setting === undefined) return getProxyForUrl(origin);
  const { env } = process;
  const isNamed = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].some((name) => (env[name] ?? "") !== "");
  const excepted = [env["NO_PROXY"] ?? env["no_proxy"] ?? "", ...setting.excepted].filter((name) => name !== "");
  const named = isNamed || setting.url === "" ? {} : { HTTPS_PROXY: setting.url };
  const variables = { ...named, NO_PROXY: excepted.join(","), no_proxy: undefined };
  return withVariables(variables, () => getProxyForUrl(origin));
}

function withVariables<Result>(variables: Readonly<Record<string, string | undefined>>, run: () => Result): Result {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined): void => {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  };
  for (const [name, value] of Object.entries(variables)) set(name, value);
  try {
    return run();
  } finally {
    for (const [name, value] of before) set(name, value);
  }
}
