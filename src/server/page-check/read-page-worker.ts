/** Reads a page in a thread of its own: see `read-untrusted-page.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { readPage } from './read-page.ts';

const { text, url } = workerData as { text: string; url: string };
parentPort!.postMessage(readPage(text, url));
