export interface PageSources {
  readonly readText: (path: string) => string;
  readonly readImage: (path: string) => Buffer;
}

export function extensionPage(readme: string, sources: PageSources): string;
