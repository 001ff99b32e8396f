/** What Node is told when it runs the server as a process of its own. */

/**
 * With a heap of several gigabytes, which is Node's choice on today's machines, V8 lets garbage grow to four times of what
 * is in use before it collects; below 2 GB it does so much earlier, at the same cost here. What the server keeps is bounded
 * and stays far below this limit: a 5 MB snapshot takes a third of it.
 */
export const SERVER_ARGUMENTS = ["--max-old-space-size=1000", "--max-semi-space-size=8"];
