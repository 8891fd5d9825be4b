/** Solves the challenge of a campaign under load: in a worker where the page allows one, else in short slices. Loaded when a server asks for it. */
import { findSolution, type Solution } from './find-solution.ts';
import type { Challenge } from '../campaign/schema/proof.schema.ts';

/** How long a worker may take to start, in milliseconds: where the page's policy forbids it, some browsers say nothing. */
const startTimeout = 1000;
/** How long a slice may keep the main thread busy, in milliseconds, and how many counters are tried before it reads the clock again. */
const [sliceTime, sliceSize] = [8, 100] as const;

/** Something else than a challenge, such as the page of a captive portal. Like any response that is not JSON, it may come later. */
class ChallengeError extends Error {
  override readonly name = 'ChallengeError';
  readonly code = 'not-json';
}

/** @param text the response to a request for a challenge @returns the `proof` of a submission @throws ChallengeError; the signal's reason if aborted */
export async function createProof(text: string, signal?: AbortSignal): Promise<string> {
  const challenge = parseChallenge(text);
  const { salt, nonce, keyPrefix, data } = challenge.parameters;
  const find: Find = [salt, nonce, keyPrefix, 0, data.maxCounter];
  const solution = (await solveInWorker(find, signal)) ?? (await solveInSlices(find, signal));
  // Every character is ASCII.
  return btoa(JSON.stringify({ challenge, solution }));
}

function parseChallenge(text: string): Challenge {
  try {
    const challenge = JSON.parse(text) as Challenge;
    if (challenge.parameters.data.maxCounter) return challenge;
  } catch {
    // Reported below.
  }
  throw new ChallengeError('not a challenge');
}

type Find = Parameters<typeof findSolution>;

/** @returns undefined if there is no worker; a script of another origin cannot be one, so it is made of text */
function solveInWorker(find: Find, signal?: AbortSignal): Promise<Solution | undefined> {
  return new Promise((resolve) => {
    let url = '';
    let worker: Worker | undefined;
    const finish = (solution?: Solution) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      worker?.terminate();
      URL.revokeObjectURL(url);
      resolve(solution);
    };
    const onAbort = () => finish();
    const timer = setTimeout(finish, startTimeout);
    signal?.addEventListener('abort', onAbort);
    try {
      const source = `const find=${String(findSolution)};onmessage=({data})=>postMessage(find(...data));postMessage(0)`;
      url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
      worker = new Worker(url);
      worker.onerror = (event) => {
        // The page is not to blame, and does not have to hear of it.
        event.preventDefault();
        finish();
      };
      worker.onmessage = ({ data }: MessageEvent<Solution | 0 | undefined>) => {
        // The first message says that it has started.
        if (data === 0) clearTimeout(timer);
        else finish(data);
      };
      worker.postMessage(find);
    } catch {
      finish();
    }
  });
}

/** @throws the signal's reason if aborted */
async function solveInSlices([salt, nonce, keyPrefix, , last]: Find, signal?: AbortSignal): Promise<Solution> {
  let sliceStart = performance.now();
  for (let first = 0; first <= last; first += sliceSize) {
    const solution = findSolution(salt, nonce, keyPrefix, first, Math.min(last, first + sliceSize - 1));
    if (solution) return solution;
    if (performance.now() - sliceStart < sliceTime) continue;
    await yieldToPage();
    signal?.throwIfAborted();
    sliceStart = performance.now();
  }
  throw new Error('the challenge has no solution');
}

/** Not a timer, which a page in the background may wait a minute for; and not `scheduler.yield()`, which goes before the page's own timers. */
function yieldToPage(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
