import { type Release } from "./catalog-form.d.mts";

export function readRelease(folder: string): Release;

/** `0.21.202609261` → `2026-09-26`. */
export function dateOfVersion(version: string): string;
