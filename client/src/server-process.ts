/** What Node is told when it runs the server as a process of its own. */

/**
 * With a limit of several gigabytes, which is Node's choice on large machines, V8 lets garbage grow to four times of what
 * is in use before it collects; below 2 GB to less than twice. This is what Node takes by itself where there are 8 GB.
 * The largest files that are read, of 50 MB, need more of it than 1 GB.
 *
 * New values have 4 MB from the start: in the 1 MB that V8 begins with, all that a start makes, and keeps, is moved twice.
 */
export const SERVER_ARGUMENTS = ["--max-old-space-size=2040", "--max-semi-space-size=4", "--min-semi-space-size=4"];

/**
 * The C library of Linux gives each thread of V8's a heap of its own, and keeps what they once needed to compile a function:
 * a seventh of the server's memory. One for all is enough. Elsewhere nobody reads it.
 */
export const SERVER_ENVIRONMENT = { MALLOC_ARENA_MAX: "1" };
