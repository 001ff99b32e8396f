/** Names that are made of a few characters only, as the services that take them say. */
import { type CharacterSet, type TextShape } from "../domains/text-shape.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const OF_RECORDS = `${LETTERS}0123456789_-\\`;
const OF_SESSIONS = `${LETTERS}${LETTERS.toUpperCase()}0123456789_+=,.@-`;

/** Source: "AssumeRole" (AWS STS API Reference), RoleSessionName and SourceIdentity. */
export const SESSION_NAME: TextShape = runOf(OF_SESSIONS);

/** Source: "AssumeRole" (AWS STS API Reference), ExternalId. */
export const EXTERNAL_ID: TextShape = runOf(`${OF_SESSIONS}:/`);

/**
 * In lower case and without a dot at the end, other characters as escape codes. Source: "Using IAM policy conditions for
 * fine-grained access control" (Amazon Route 53).
 */
export const RECORD_NAME: TextShape = [...runOf(`${OF_RECORDS}.`), { ...charactersOf(OF_RECORDS), repeats: false }];

function runOf(characters: string): TextShape {
  return [{ ...charactersOf(characters), repeats: true }];
}

function charactersOf(characters: string): CharacterSet {
  return { codes: Array.from(characters, (character) => character.charCodeAt(0)), kinds: 0 };
}
