/**
 * The blocks of a file of HCL as an earlier version of it had them. A block that is closed is the same wherever it
 * stands: after an edit those in front of it and behind it are known again, and only their places may be others.
 */
import { movedBlock } from "./hcl-moved.ts";
import { type HclBlock } from "./hcl-tree.ts";

/** A block as it was read, in a text that its words keep in memory. */
interface ReadBlock {
  readonly block: HclBlock;
  /** The number of the reading of that text. */
  readonly from: number;
  /** How much further on it stands now. */
  readonly by: number;
}

/** The blocks of the version of a file that was read last without a problem. */
export class KnownBlocks {
  #text = "";
  #blocks: readonly ReadBlock[] = [];
  #readings = 0;

  /** What is known of the next version. */
  in(text: string): BlocksOfVersion {
    return new BlocksOfVersion(++this.#readings, this.#knownIn(text), (blocks) => {
      this.#text = text;
      this.#blocks = blocks;
    });
  }

  /** By where they begin in it. */
  #knownIn(text: string): ReadonlyMap<number, ReadBlock> {
    const known = new Map<number, ReadBlock>();
    const readings = new Set(this.#blocks.map(({ from }) => from));
    if (readings.size > MOST_TEXTS) return known;
    const same = sameBeginning(this.#text, text);
    const more = text.length - this.#text.length;
    const behind = this.#text.length - sameEnding(this.#text, text, same);
    for (const read of this.#blocks) {
      const { start, end } = read.block.span;
      if (end + read.by <= same) known.set(start + read.by, read);
      else if (start + read.by >= behind) known.set(start + read.by + more, { ...read, by: read.by + more });
    }
    return known;
  }
}

/** Each word of a block keeps the whole text that it was read in: from so many versions, all are read anew. */
const MOST_TEXTS = 8;

/** One reading of one version. */
export class BlocksOfVersion {
  readonly #number: number;
  readonly #known: ReadonlyMap<number, ReadBlock>;
  readonly #keep: (blocks: readonly ReadBlock[]) => void;
  readonly #blocks: ReadBlock[] = [];

  constructor(number: number, known: ReadonlyMap<number, ReadBlock>, keep: (blocks: readonly ReadBlock[]) => void) {
    this.#number = number;
    this.#known = known;
    this.#keep = keep;
  }

  /** The block that begins at an offset, if it is known. */
  at(start: number): HclBlock | undefined {
    const read = this.#known.get(start);
    if (read === undefined) return undefined;
    this.#blocks.push(read);
    return movedBlock(read.block, read.by);
  }

  add(block: HclBlock): void {
    this.#blocks.push({ block, from: this.#number, by: 0 });
  }

  /** The version is read to its end, and nothing in it was open. */
  end(): void {
    this.#keep(this.#blocks);
  }
}

function sameBeginning(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

/** How much is the same at the end, without what is the same at the beginning. */
function sameEnding(one: string, other: string, beginning: number): number {
  const most = Math.min(one.length, other.length) - beginning;
  let length = 0;
  while (length < most && one.charCodeAt(one.length - 1 - length) === other.charCodeAt(other.length - 1 - length)) {
    length++;
  }
  return length;
}
