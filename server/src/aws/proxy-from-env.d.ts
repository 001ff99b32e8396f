declare module "proxy-from-env" {
  /** Empty where the environment names no proxy for the address, or excepts it. */
  export function getProxyForUrl(url: string): string;
}
