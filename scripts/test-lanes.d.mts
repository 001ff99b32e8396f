export function isSearch(path: string): boolean;
export function leavesOut(text: string): boolean;
export function isNamed(path: string, part: string): boolean;
