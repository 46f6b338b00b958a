import {expect, it} from 'vitest';
import type {NodeHttp} from '../../source/domain/node-http.ts';
import {openOllamaClient} from '../../source/runtime/open-ollama-client.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {silentHttp} from '../helpers/silent-http.ts';

function placeOf(reach: NodeHttp['reach']) {
	return {http: {...silentHttp(), reach}, where: 'pi-05: Ollama', clock: new FakeClock()};
}

const never = new AbortController().signal;

it('where somebody listens there is a client', async () => {
	const opened = await openOllamaClient(
		placeOf(async () => undefined),
		never,
	);
	expect(opened).toMatchObject({ok: true, value: {readVersion: expect.any(Function)}});
});

it('where nobody listens that is said', async () => {
	const refused = await openOllamaClient(placeOf(silentHttp().reach), never);
	expect(refused).toMatchObject({failure: {kind: 'refused', where: 'nowhere'}});
});

it('who gives up has cancelled, whatever is thrown then', async () => {
	const gone = AbortSignal.abort();
	const opened = await openOllamaClient(
		placeOf(async signal => signal.throwIfAborted()),
		gone,
	);
	expect(opened).toEqual({ok: false, failure: {kind: 'cancelled', where: 'pi-05: Ollama'}});
});

it('a mistake of ours is no failure of the world', async () => {
	const broken = async () => {
		throw new TypeError('x is not a function');
	};
	await expect(openOllamaClient(placeOf(broken), never)).rejects.toThrow(TypeError);
});
