/**
 * The options with which the files in deploy/ start Node, so that it removes garbage sooner. Without them, the server needs twice the
 * memory under a flood of connections.
 */
export const memoryOptions = ['--max-semi-space-size=8', '--heap-growing-percent=30'];
