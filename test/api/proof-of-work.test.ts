import { expect } from '@open-wc/testing';
import { findSolution } from '../../src/proof-of-work/find-solution.ts';
import { createProof } from '../../src/proof-of-work/create-proof.ts';
import { createChallenge, parseProof } from '../support/browser/challenges.ts';

describe('findSolution()', () => {
  it('finds the counter of every challenge, and the hash that the browser computes', async () => {
    for (const counter of [0, 1, 255, 256, 4321]) {
      const { salt, nonce, keyPrefix } = (await createChallenge(counter)).parameters;
      const solution = findSolution(salt, nonce, keyPrefix, 0, 5000);
      expect(solution?.counter).to.equal(counter);
      const bytes = Uint8Array.from(`${salt}${nonce}${counter.toString(16).padStart(8, '0')}`.match(/../g)!, (byte) => parseInt(byte, 16));
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      expect(solution?.derivedKey).to.equal(Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join(''));
    }
  });

  it('finds nothing outside of its range', async () => {
    const { salt, nonce, keyPrefix } = (await createChallenge(50)).parameters;
    expect(findSolution(salt, nonce, keyPrefix, 0, 49)).to.equal(undefined);
    expect(findSolution(salt, nonce, keyPrefix, 51, 200)).to.equal(undefined);
  });
});

describe('createProof()', () => {
  const NativeWorker = globalThis.Worker;
  afterEach(() => {
    globalThis.Worker = NativeWorker;
  });

  it('solves in a worker, and ends it', async () => {
    const workers: Worker[] = [];
    let terminated = 0;
    globalThis.Worker = class extends NativeWorker {
      constructor(url: string | URL) {
        super(url);
        workers.push(this);
      }
      override terminate() {
        terminated++;
        super.terminate();
      }
    };
    const challenge = await createChallenge(12_345);
    const proof = parseProof(await createProof(JSON.stringify(challenge)));
    expect(proof.challenge).to.deep.equal(challenge);
    expect(proof.solution.counter).to.equal(12_345);
    expect([workers.length, terminated]).to.deep.equal([1, 1]);
  });

  const brokenWorkers: [name: string, create: () => typeof Worker | undefined][] = [
    ['there are no workers', () => undefined],
    ['the page forbids to create one', () => class { constructor() { throw new DOMException('forbidden', 'SecurityError'); } } as unknown as typeof Worker],
    [
      'the page forbids to run it',
      () =>
        class extends EventTarget {
          onerror?: (event: Event) => void;
          constructor() {
            super();
            setTimeout(() => this.onerror?.(new Event('error', { cancelable: true })));
          }
          postMessage() {}
          terminate() {}
        } as unknown as typeof Worker,
    ],
    ['it never starts', () => class { postMessage() {} terminate() {} } as unknown as typeof Worker],
  ];
  for (const [name, create] of brokenWorkers) {
    it(`solves in the page if ${name}`, async () => {
      globalThis.Worker = create()!;
      const challenge = await createChallenge(3000);
      expect(parseProof(await createProof(JSON.stringify(challenge))).solution.counter).to.equal(3000);
    });
  }

  it('lets the page run between two slices', async () => {
    globalThis.Worker = undefined as unknown as typeof Worker;
    const challenge = await createChallenge(24_000);
    let [turns, isSolved] = [0, false];
    const solution = createProof(JSON.stringify(challenge)).finally(() => (isSolved = true));
    while (!isSolved) {
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(0);
      });
      turns++;
    }
    await solution;
    // A slice has 8 ms, so the quickest browser needs several, and one without slices a single one.
    expect(turns).to.be.greaterThan(2);
  });

  it('rejects what is not a challenge as a response that is not JSON', async () => {
    for (const text of ['<html>', 'null', '{}', '{"parameters":{"data":{}}}'])
      expect(await createProof(text).catch(({ code }: { code: string }) => code)).to.equal('not-json');
  });

  it('stops when it is given up, in a worker and in the page', async () => {
    const challenge = await createChallenge(0xffff_ffff);
    for (const WorkerClass of [NativeWorker, undefined as unknown as typeof Worker]) {
      globalThis.Worker = WorkerClass;
      const controller = new AbortController();
      const result = createProof(JSON.stringify(challenge), controller.signal).then(() => 'solved', (reason: unknown) => reason);
      setTimeout(() => controller.abort('given up'), 50);
      expect(await result).to.equal('given up');
    }
  });
});
