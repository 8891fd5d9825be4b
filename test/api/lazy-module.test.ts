import { expect } from '@open-wc/testing';
import { NetworkError, toActionError } from '../../src/api/errors.ts';
import { lazyModule } from '../../src/api/lazy-module.ts';

describe('lazyModule()', () => {
  it('imports the module once for all callers', async () => {
    let imports = 0;
    const load = lazyModule(() => Promise.resolve(++imports));
    expect(await Promise.all([load(), load()])).to.deep.equal([1, 1]);
    expect(await load()).to.equal(1);
  });

  it('retries a failed import once, by the same loader', async () => {
    let imports = 0;
    const load = lazyModule(() => (++imports === 1 ? Promise.reject(new TypeError('https://a.example/a.js from https://b.example/b.js')) : Promise.resolve('module')));
    expect(await load()).to.equal('module');
    expect(imports).to.equal(2);
  });

  it('retries once for all callers that wait', async () => {
    let imports = 0;
    const load = lazyModule(() => (++imports === 1 ? Promise.reject(new TypeError('offline')) : Promise.resolve(imports)));
    expect(await Promise.all([load(), load()])).to.deep.equal([2, 2]);
    expect(imports).to.equal(2);
  });

  it('throws a NetworkError when the retry fails, and tries again for the next caller', async () => {
    let isOnline = false;
    const load = lazyModule(() => (isOnline ? Promise.resolve('module') : Promise.reject(new TypeError('offline'))));
    const error = await load().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(NetworkError);
    isOnline = true;
    expect(await load()).to.equal('module');
  });

  it('throws a NetworkError when webpack could not load a chunk', async () => {
    const chunkError = Object.assign(new Error('Loading chunk 1 failed'), { name: 'ChunkLoadError' });
    expect(await lazyModule(() => Promise.reject(chunkError))().catch((reason: unknown) => reason)).to.be.instanceOf(NetworkError);
  });

  it('throws what the module itself has thrown, which is an internal error', async () => {
    const failure = new RangeError('a mistake in the module');
    const error = await lazyModule(() => Promise.reject(failure))().catch((reason: unknown) => reason);
    expect(error).to.equal(failure);
    expect(toActionError(error).code).to.equal('internal');
  });
});
